import { coveredYears } from "../../data/calendar-cn";
import type { ChannelsDocument, RulesDocument } from "../../index/documents";
import type { Ledger } from "../../index/ledger";
import { cycleOf } from "../../index/notation";
import type { Field } from "../../model/fields";
import type { Calendar } from "../../model/types.generated";
import { type CheckFinding, check } from "../check";
import { appendItems, insertKey } from "../edits";
import { page } from "../pages";
import { keyOf } from "./facts/channel";
import { fix } from "./facts/fix";

const settlementCalendar = check({
  code: "chan/settlement-calendar",
  severity: "warning",
  tier: "P1",
  on: "ledger",
  title: { en: "Working days come from a calendar", zh: "工作日有日历可依" },
  *run(ledger) {
    const years = neededYears(ledger.today);
    for (const document of ledger.channelsDocuments) {
      const cycle = firstWorkingCycle(document);
      if (!cycle) continue;
      const { calendar } = document.model;
      if (calendar) yield* coverage(calendar, years);
      else if (!hasWorkspaceCalendar(ledger)) yield missing(document, cycle);
    }
    const known = hasWorkspaceCalendar(ledger) || ledger.channelsDocuments.some(({ model }) => model.calendar);
    if (!known && !ledger.channelsDocuments.some(firstWorkingCycle)) {
      for (const document of ledger.rulesDocuments) {
        const cycle = firstWorkingCycle(document);
        if (cycle) yield missing(document, cycle);
      }
    }
    const own = ledger.settings.document?.model.calendar;
    const used = [...ledger.channelsDocuments, ...ledger.rulesDocuments].some(
      (document) => firstWorkingCycle(document) && !(document.kind === "payment-channels" && document.model.calendar),
    );
    if (own && used) yield* coverage(own, years);
  },
});
export default settlementCalendar;

/** This year, from December on the next one too: its holidays then matter for what is settled. */
function neededYears(today: string): readonly number[] {
  const year = Number(today.slice(0, 4));
  return today.slice(5, 7) === "12" ? [year, year + 1] : [year];
}

function hasWorkspaceCalendar({ settings }: Ledger): boolean {
  return settings.calendar.country !== undefined || settings.calendar.file !== undefined;
}

function firstWorkingCycle(document: ChannelsDocument | RulesDocument): Field<string> | undefined {
  const items = document.kind === "payment-channels" ? document.model.channels : document.model.products;
  for (const { settlement } of items) {
    const cycle = cycleOf(settlement?.cycle);
    if (cycle?.basis === "working" && cycle.days > 0) return settlement?.cycle;
  }
  return undefined;
}

function missing(document: ChannelsDocument | RulesDocument, cycle: Field<string>): CheckFinding {
  return {
    at: cycle.node,
    message: {
      en: `${cycle.value} counts working days, but no calendar says which days these are.`,
      zh: `${cycle.value} 按工作日算，却没有工作日历。`,
    },
    fixes: () =>
      document.kind === "payment-channels"
        ? [
            fix("Insert the calendar of mainland China", "加上中国大陆工作日历", [
              insertKey(document.model.node, "calendar", { country: "CN" }, "schema"),
            ]),
          ]
        : [],
  };
}

function* coverage(calendar: Calendar, needed: readonly number[]): Iterable<CheckFinding> {
  if (calendar.file || !calendar.country) return;
  const { country, years, node } = calendar;
  if (country.value !== "CN") {
    yield {
      at: country.node,
      message: {
        en: `No working days of ${country.value} are shipped with the product; name a calendar file of your own.`,
        zh: `产品没有自带 ${country.value} 的工作日；请用自己的日历文件（file）。`,
      },
    };
    return;
  }
  const listed = years.map((year) => year.value);
  const unlisted = listed.length === 0 ? [] : needed.filter((year) => !listed.includes(year));
  if (unlisted.length > 0) {
    yield {
      at: keyOf(node, "years"),
      message: {
        en: `The calendar does not list ${unlisted.join(" and ")}; T+n cannot be counted there.`,
        zh: `日历没有列出 ${unlisted.join("、")} 年，T+n 算不出来。`,
      },
      fixes: () => [
        fix(`Add ${unlisted.join(" and ")}`, `加上 ${unlisted.join("、")}`, [
          appendItems(node, "years", unlisted.map(String)),
        ]),
      ],
    };
    return;
  }
  const unknown = needed.filter((year) => !coveredYears.includes(year));
  if (unknown.length === 0) return;
  yield {
    at: country.node,
    message: {
      en: `The working days of ${unknown.join(" and ")} are not in the product yet; name a calendar file that has them.`,
      zh: `产品里还没有 ${unknown.join("、")} 年的工作日；请指定含有该年的日历文件。`,
    },
  };
}

DOCS: page(settlementCalendar, {
  why: {
    en: "Monday clears Friday to Sunday, make-up working days move that again, and positions cannot be moved outside working hours. Without a calendar, T+1 means something else in every program.",
    zh: "周一清算周五到周日，遇调休又不一样，头寸非工作时间还动不了。没有日历，T+1 在每个系统里都不一样。",
  },
  fix: {
    en: "Name the country whose working days count, or a file with your own; renew the years before they run out.",
    zh: "写明按哪个国家的工作日，或用自己的日历文件；年份用完前续上。",
  },
  silent: {
    en: "For D+n and T+0, and when the file's or the workspace's calendar covers this year (from December on, the next one too).",
    zh: "D+n、T+0 不报；文件或工作区的日历覆盖今年（12 月起还要覆盖次年）的不报。",
  },
  bad: `
    === one.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        settlement:
          cycle: T+1
    #            ^^^ chan/settlement-calendar: T+1 counts working days, but no calendar says which days these are.
          method: gross
    === two.channel.yaml
    kind: payment-channels
    schema: 1
    calendar:
      country: CN
      years: [2024, 2025]
    # ^^^^^ chan/settlement-calendar: The calendar does not list 2026; T+n cannot be counted there.
    channels:
      - id: bank-b
        name: 乙银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        settlement:
          cycle: T+1
          method: gross
  `,
  good: `
    kind: payment-channels
    schema: 1
    calendar:
      country: CN
      years: [2025, 2026]
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        settlement:
          cycle: T+1
          method: gross
      - id: bank-b
        name: 乙银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        settlement:
          cycle: D+0
          method: gross
  `,
  sources: ["2017-06-05 14:47", "2017-06-06 22:40", "2017-05-17 09:44"],
});
