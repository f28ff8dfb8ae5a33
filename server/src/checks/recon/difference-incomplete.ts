import type { Side } from "../../index/chart";
import type { ChannelsDocument } from "../../index/documents";
import type { In, Ledger } from "../../index/ledger";
import { purposeOf } from "../../index/purposes";
import { type BookedRule, RuleBook } from "../../index/rule-book";
import type { Account, Channel, Difference } from "../../model/types.generated";
import { pairOf } from "../../yaml/nodes";
import { headOf } from "../../yaml/path";
import { channelName, inUse } from "../chan/facts/channel";
import { fix } from "../chan/facts/fix";
import { type CheckFinding, check } from "../check";
import { insertKeys, type Yaml } from "../edits";
import { page } from "../pages";
import { otherSide } from "../post/shared/skeleton";
import { parkingRules } from "./facts/parking-rules";
import { natureOf, ownerOf, sideOf } from "./facts/rows";
import { rowWord } from "./facts/words";

/** Kinds for which nothing is booked. */
const UNBOOKED: ReadonlySet<string> = new Set(["timing", "status_mismatch", "bank_total"]);

const differenceIncomplete = check({
  code: "recon/difference-incomplete",
  severity: "error",
  tier: "P1",
  on: "ledger",
  wholeLedger: true,
  title: { en: "A difference is parked, aged, owned and cleared", zh: "差异要能挂账、有期限、有人管、能销账" },
  *run(ledger) {
    const rules = new Map(RuleBook.of(ledger).all.map((booked) => [booked.rule.id?.value, booked]));
    for (const entry of ledger.channels()) {
      if (!inUse(entry.item)) continue;
      for (const row of entry.item.reconciliation?.differences ?? []) {
        if (!row.kind || UNBOOKED.has(row.kind.value) || row.action?.value === "ignore") continue;
        const gaps = missingKeys(ledger, entry, row);
        if (gaps) yield gaps;
        yield* rulesOf(ledger, entry, row, rules);
      }
    }
  },
});
export default differenceIncomplete;

const LABEL: Readonly<Record<string, string>> = {
  suspense: "待查科目（suspense）",
  rule: "挂账规则（rule）",
  clear_rules: "销账规则（clear_rules）",
  max_age_days: "挂账期限（max_age_days）",
  owner: "责任方（owner）",
};

function missingKeys(ledger: Ledger, entry: In<Channel, ChannelsDocument>, row: Difference): CheckFinding | undefined {
  const booked = row.action?.value !== "correct_status";
  const wanted = [...(booked ? ["suspense", "rule", "clear_rules"] : []), "max_age_days", "owner"];
  const missing = wanted.filter(
    (key) => !pairOf(row.node, key) || (key === "clear_rules" && row.clear_rules.length === 0 && emptyList(row)),
  );
  if (missing.length === 0) return undefined;
  const name = channelName(entry.item);
  const word = rowWord(row);
  return {
    at: row.kind?.node ?? headOf(row.node),
    message: {
      en: `${name.en}: ${word.en} lacks ${missing.join(", ")}; a difference that cannot be parked, aged and cleared grows old.`,
      zh: `${name.zh} 的“${word.zh}”缺少${missing.map((key) => LABEL[key]).join("、")}；挂不上、没期限、销不掉的差异会一直放着。`,
    },
    fixes: () => {
      const edits = parkingRules(ledger, entry, row);
      if (edits && missing.includes("rule") && missing.includes("clear_rules"))
        return [fix("Write the two posting rules", "生成挂账、销账两条规则", edits)];
      if (missing.some((key) => key !== "max_age_days" && key !== "owner")) return [];
      const keys: Record<string, Yaml> = {};
      if (missing.includes("max_age_days")) keys.max_age_days = booked ? "30" : "5";
      if (missing.includes("owner")) keys.owner = ownerOf(entry.item.reconciliation!);
      return [fix(`Insert ${missing.join(", ")}`, `加上${missing.join("、")}`, [insertKeys(row.node, keys)])];
    },
  };
}

function emptyList(row: Difference): boolean {
  const value = pairOf(row.node, "clear_rules")?.value;
  return value?.kind === "seq" && value.items.length === 0;
}

/** The rules named have to move the suspense account: the first one up, one of the others down. */
function* rulesOf(
  ledger: Ledger,
  { item: channel, document }: In<Channel, ChannelsDocument>,
  row: Difference,
  rules: ReadonlyMap<string | undefined, BookedRule>,
): Iterable<CheckFinding> {
  const account = row.suspense && ledger.account(document, row.suspense.value)?.item;
  if (!account || row.action?.value === "correct_status") return;
  const grows = growingSide(ledger, account, row, channel);
  const name = channelName(channel);
  const code = account.code?.value ?? "";
  const parking = row.rule && rules.get(row.rule.value);
  if (row.rule && parking && finished(parking)) {
    const sides = sidesOn(parking, account);
    const related = [{ at: headOf(parking.rule.node), message: { en: "the rule", zh: "这条规则" } }];
    if (sides.size === 0) {
      yield {
        at: row.rule.node,
        related,
        message: {
          en: `${name.en}: rule ${row.rule.value} does not post to the suspense account ${code}.`,
          zh: `${name.zh}：规则 ${row.rule.value} 没有记到待查科目 ${code}。`,
        },
      };
    } else if (grows && !sides.has(grows)) {
      yield {
        at: row.rule.node,
        related,
        message: {
          en: `${name.en}: rule ${row.rule.value} ${otherSide(grows)}s ${code}, which clears the suspense account instead of parking the difference there.`,
          zh: `${name.zh}：规则 ${row.rule.value} 记在 ${code} 的${grows === "debit" ? "贷方" : "借方"}，是在销账而不是挂账。`,
        },
      };
    }
  }
  const clearing = row.clear_rules.map(({ value }) => rules.get(value));
  const list = pairOf(row.node, "clear_rules")?.key;
  if (!list || clearing.length === 0 || !clearing.every((rule) => rule !== undefined && finished(rule))) return;
  const parked = grows ?? only(parking ? sidesOn(parking, account) : new Set<Side>());
  if (!parked || clearing.some((rule) => rule && sidesOn(rule, account).has(otherSide(parked)))) return;
  yield {
    at: list,
    message: {
      en: `${name.en}: none of the clearing rules ${otherSide(parked)}s ${code}; what is parked there never leaves.`,
      zh: `${name.zh}：销账规则没有一条记 ${code} 的${parked === "debit" ? "贷方" : "借方"}；挂上去的钱永远销不掉。`,
    },
  };
}

function growingSide(ledger: Ledger, account: Account, row: Difference, channel: Channel): Side | undefined {
  const purpose = purposeOf(ledger.settings, account);
  if (purpose === "suspense_surplus") return "credit";
  if (purpose === "suspense_shortage") return "debit";
  const nature = natureOf(row, channel);
  return nature && sideOf(nature);
}

/** Whether every leg of a rule names a side and an account of the chart. */
function finished(rule: BookedRule): boolean {
  return rule.legs.length > 0 && rule.legs.every((leg) => leg.side && leg.account);
}

function sidesOn(rule: BookedRule, account: Account): ReadonlySet<Side> {
  return new Set(rule.legs.flatMap((leg) => (leg.account === account && leg.side ? [leg.side] : [])));
}

function only(sides: ReadonlySet<Side>): Side | undefined {
  return sides.size === 1 ? [...sides][0] : undefined;
}

DOCS: page(differenceIncomplete, {
  why: {
    en: "Park the amount, find the cause, cure it through the business, write off the rest: a difference that lacks one of these grows old in a list nobody reads. A rule that posts past the suspense account parks nothing.",
    zh: "先挂账，再查因，再由业务处理，剩下的核销：少了哪一步，差异就会在没人看的清单里变旧。规则没记到待查科目，等于没挂。",
  },
  fix: {
    en: "Complete the row, and let the rules move its suspense account: the parking rule up, a clearing rule down.",
    zh: "把这一行补全，并让规则动到它的待查科目：挂账规则记增加方，销账规则记减少方。",
  },
  silent: {
    en: "For timing, status and bank total, for which nothing is booked; rows with `action: correct_status` need only an age and an owner; rules that do not resolve are reported elsewhere.",
    zh: "时间差、状态不符、总额不符不记账，不要求；`action: correct_status` 的行只要求期限和责任方；引用不到的规则由别的检查报告。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    base_currency: CNY
    accounts:
      - code: "122101"
        name: 待查短款
        class: asset
        normal_balance: debit
        purpose: suspense_shortage
        clears:
          by: reconciliation
          max_age_days: 30
          owner: 清结算组
      - code: "224101"
        name: 待查长款
        class: liability
        normal_balance: credit
        purpose: suspense_surplus
        clears:
          by: reconciliation
          max_age_days: 30
          owner: 清结算组
      - code: "300101"
        name: 渠道待清算
        class: common
        normal_balance: either
        purpose: channel_clearing
        dimensions: [channel]
        clears:
          by: reconciliation
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      diff:
        type: money
        min: 0.01
    rules:
      - id: diff.short
        event: difference
        status: confirmed
        when:
          kind: own_only
        idempotency_key: [difference_no, event]
        entries:
          - debit: "300101"
            amount: diff
          - credit: "122101"
            amount: diff
      - id: diff.amount
        event: difference
        status: confirmed
        when:
          kind: amount_mismatch
        idempotency_key: [difference_no, event]
        entries:
          - debit: "224101"
            amount: diff
          - credit: "300101"
            amount: diff
    === c.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        cut_off: "00:00"
        time_zone: Asia/Shanghai
        reconciliation:
          date_basis: channel_date
          differences:
            - kind: channel_only
            #       ^^^^^^^^^^^^ recon/difference-incomplete: Channel bank-a: channel_only / pay_in lacks suspense, rule, clear_rules, max_age_days, owner; a difference that cannot be parked, aged and cleared grows old.
              flow: pay_in
              action: manual
            - kind: own_only
              flow: pay_in
              suspense: "122101"
              rule: diff.short
              #     ^^^^^^^^^^ recon/difference-incomplete: Channel bank-a: rule diff.short credits 122101, which clears the suspense account instead of parking the difference there.
              clear_rules: [diff.amount]
            # ^^^^^^^^^^^ recon/difference-incomplete: Channel bank-a: none of the clearing rules credits 122101; what is parked there never leaves.
              max_age_days: 30
              owner: 清结算组
            - kind: amount_mismatch
              flow: pay_in
              suspense: "122101"
              rule: diff.amount
              #     ^^^^^^^^^^^ recon/difference-incomplete: Channel bank-a: rule diff.amount does not post to the suspense account 122101.
              clear_rules: [diff.short]
              max_age_days: 30
              owner: 清结算组
            - kind: status_mismatch
              flow: pay_in
              action: correct_status
  `,
  good: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        cut_off: "00:00"
        time_zone: Asia/Shanghai
        reconciliation:
          date_basis: channel_date
          differences:
            - kind: channel_only
              flow: any
              action: correct_status
              max_age_days: 5
              owner: 清结算组
            - kind: own_only
              flow: any
              action: correct_status
              max_age_days: 5
              owner: 清结算组
            - kind: amount_mismatch
              flow: any
              action: correct_status
              max_age_days: 5
              owner: 清结算组
            - kind: status_mismatch
              flow: any
              action: correct_status
  `,
  sources: ["2017-05-24 19:08", "2017-05-10 20:17", "2017-06-27 14:21"],
});
