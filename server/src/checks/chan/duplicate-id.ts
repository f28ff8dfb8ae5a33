import type { AnyDocument } from "../../index/documents";
import type { In, Ledger } from "../../index/ledger";
import { overlap, rangeOf } from "../../index/validity";
import type { Text } from "../../l10n/text";
import { addDays } from "../../ledger/calendar";
import type { Field } from "../../model/fields";
import type { Channel, ReferenceTable, Route } from "../../model/types.generated";
import { check } from "../check";
import { insertKey, replaceScalar } from "../edits";
import { page } from "../pages";

type Named = (Channel | Route | ReferenceTable) & {
  readonly valid_from?: Field<string>;
  readonly valid_to?: Field<string>;
};

const duplicateId = check({
  code: "chan/duplicate-id",
  severity: "error",
  tier: "P0",
  on: "ledger",
  title: {
    en: "Every channel, route and reference table has an id of its own",
    zh: "渠道、路由、参考表各有自己的编号",
  },
  *run(ledger) {
    for (const [what, items] of lists(ledger)) {
      const seen = new Map<string, In<Named, AnyDocument>[]>();
      for (const entry of items) {
        const id = entry.item.id;
        if (!id) continue;
        const earlier = seen.get(id.value) ?? [];
        seen.set(id.value, [...earlier, entry]);
        const other = earlier.find(({ item }) => overlap(rangeOf(item), rangeOf(entry.item)));
        if (!other) continue;
        const { item: first } = other;
        const free = freeName(id.value, (name) => seen.has(name) || items.some(({ item }) => item.id?.value === name));
        const from = rangeOf(entry.item).from;
        yield {
          at: id.node,
          message: {
            en: `There is already a ${what.en} ${id.value}. Give this one another id, or let the two be valid at different times.`,
            zh: `已有编号为 ${id.value} 的${what.zh}。请换一个编号，或让两者的有效期不重叠。`,
          },
          related: [{ at: first.id!.node, message: { en: "First defined here", zh: "先在这里定义" } }],
          fixes: () => [
            {
              title: { en: `Rename this one to ${free}`, zh: `把这一个改名为 ${free}` },
              edits: [replaceScalar(id.node, free)],
            },
            ...(from !== undefined && !first.valid_to && what !== TABLE
              ? [
                  {
                    title: {
                      en: `End the first one on the day before (${addDays(from, -1)})`,
                      zh: `让前一个在前一日（${addDays(from, -1)}）失效`,
                    },
                    edits: [insertKey(first.node, "valid_to", `"${addDays(from, -1)}"`, "valid_from")],
                  },
                ]
              : []),
          ],
        };
      }
    }
  },
});
export default duplicateId;

const TABLE: Text = { en: "reference table", zh: "参考表" };

function lists(ledger: Ledger): [Text, In<Named, AnyDocument>[]][] {
  const all = <T>(pick: (document: (typeof ledger.channelsDocuments)[number]) => readonly T[]) =>
    ledger.channelsDocuments.flatMap((document) => pick(document).map((item) => ({ item, document })));
  return [
    [{ en: "channel", zh: "渠道" }, all((document) => document.model.channels)],
    [{ en: "route", zh: "路由" }, all((document) => document.model.routing)],
    [TABLE, all((document) => document.model.reference)],
  ];
}

function freeName(id: string, taken: (name: string) => boolean): string {
  for (let n = 2; ; n++) if (!taken(`${id}-${n}`)) return `${id}-${n}`;
}

DOCS: page(duplicateId, {
  why: {
    en: "Products, routes and rules refer to a channel by its id. When one id stands for two gateways, terms, routes and statements of one are applied to the other.",
    zh: "产品、路由、规则都按编号引用渠道。一个编号指两个通道时，费率、路由、对账文件就会张冠李戴。",
  },
  fix: {
    en: "Rename one of them. Two versions of the same channel may share an id when `valid_from` and `valid_to` do not overlap.",
    zh: "给其中一个改名。同一渠道的前后两个版本可以共用编号，但 `valid_from`、`valid_to` 不能重叠。",
  },
  silent: {
    en: "When ids are unique, or the periods of validity are disjoint.",
    zh: "编号唯一，或有效期互不重叠时不报。",
  },
  bad: `
    === first.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
    === second.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
    #       ^^^^^^ chan/duplicate-id: There is already a channel bank-a. Give this one another id, or let the two be valid at different times.
        name: 甲银行网银新接口（虚构）
        valid_from: "2026-12-01"
        flow: pay_in
        method: gateway_b2c
  `,
  good: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        valid_to: "2026-11-30"
        flow: pay_in
        method: gateway_b2c
      - id: bank-a
        name: 甲银行网银新接口（虚构）
        valid_from: "2026-12-01"
        flow: pay_in
        method: gateway_b2c
  `,
  sources: ["2017-05-16 16:56", "2017-06-26 20:17"],
});
