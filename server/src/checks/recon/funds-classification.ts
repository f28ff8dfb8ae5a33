import type { Channel, Classification, Reconciliation } from "../../model/types.generated";
import { pairOf } from "../../yaml/nodes";
import { headOf } from "../../yaml/path";
import { channelName, inUse, keyOf } from "../chan/facts/channel";
import { fix } from "../chan/facts/fix";
import { type CheckFinding, check } from "../check";
import { insertKey } from "../edits";
import { page } from "../pages";
import { classWord, listWords } from "./facts/words";

const CLASSES = ["settlement", "payout", "refund", "payout_return", "transfer", "fee", "interest", "offline_credit"];

const fundsClassification = check({
  code: "recon/funds-classification",
  severity: "error",
  tier: "P1",
  on: "channels",
  title: { en: "Every bank line falls into exactly one class", zh: "每条银行流水恰好归入一类" },
  *run({ model }) {
    for (const channel of model.channels) {
      const recon = channel.reconciliation;
      const scope = recon?.scope.find((part) => part.value === "funds");
      if (!recon || !scope || !inUse(channel)) continue;
      yield* overlaps(channel, recon.funds?.classify ?? []);
      const open = withoutFallback(channel, recon, scope.node);
      if (open) yield open;
    }
  },
});
export default fundsClassification;

/** Rows of one priority whose conditions can both hold, and which lead to different classes or rules. */
function* overlaps(channel: Channel, rows: readonly Classification[]): Iterable<CheckFinding> {
  for (const [index, row] of rows.entries()) {
    const other = rows.slice(0, index).find((before) => samePlace(before, row) && canMeet(before, row));
    if (!other) continue;
    const name = channelName(channel);
    const [a, b] = [other, row].map((one) => one.class?.value ?? one.rule?.value ?? "?");
    yield {
      at: row.priority?.node ?? headOf(row.node),
      message: {
        en: `${name.en}: a bank line can match this row (${b}) and another of the same priority (${a}); which one takes it is left to chance.`,
        zh: `${name.zh}：一条银行流水可能同时符合这一行（${b}）和同优先级的另一行（${a}），归到哪类全凭运气。`,
      },
      related: [{ at: other.priority?.node ?? headOf(other.node), message: { en: "the other row", zh: "另一行" } }],
      fixes: () => {
        if (!row.priority) return [];
        const taken = new Set(rows.map((one) => one.priority?.value));
        let free = row.priority.value + 1;
        while (taken.has(free)) free++;
        return [
          fix(`Give this row priority ${free}`, `这一行的优先级改为 ${free}`, [
            { at: row.priority.node, newText: String(free) },
          ]),
        ];
      },
    };
  }
}

function samePlace(a: Classification, b: Classification): boolean {
  const same = a.class?.value === b.class?.value && a.rule?.value === b.rule?.value;
  return !same && a.priority?.value === b.priority?.value;
}

function canMeet(a: Classification, b: Classification): boolean {
  for (const [key, { value: values }] of a.when.entries) {
    const others = b.when.entries.get(key)?.value;
    if (others && !values.some((value) => others.some((other) => other.value === value.value))) return false;
  }
  return true;
}

function withoutFallback(channel: Channel, recon: Reconciliation, scope: Reconciliation["scope"][number]["node"]) {
  const { funds } = recon;
  if (funds && pairOf(funds.node, "fallback")) return undefined;
  const produced = new Set(funds?.classify.map((row) => row.class?.value));
  const open = CLASSES.filter((name) => !produced.has(name as never));
  const said = listWords(open.map(classWord));
  const begun = produced.size > 0 && open.length > 0;
  const name = channelName(channel);
  return {
    at: funds ? keyOf(recon.node, "funds") : scope,
    message: {
      en: `${name.en} reconciles funds, but a bank line that matches no row goes nowhere; set \`fallback: manual\`${begun ? ` (no row takes ${said.en})` : ""}.`,
      zh: `${name.zh} 要对资金，但哪一行都不符合的银行流水没有去处；请写 \`fallback: manual\`${begun ? `（没有行接${said.zh}）` : ""}。`,
    },
    fixes: () => [
      fix(
        "Insert `fallback: manual`",
        "加上 `fallback: manual`",
        [funds ? insertKey(funds.node, "fallback", "manual") : insertKey(recon.node, "funds", { fallback: "manual" })],
        true,
      ),
    ],
  };
}

DOCS: page(fundsClassification, {
  why: {
    en: "Bank lines are told apart by combinations of counterparty, remark and amount, in an order of priority. What matches nothing has to go to a person, or it is booked by whichever row happens to come first.",
    zh: "银行流水靠对手方、摘要、金额的组合按优先级归类。都不符合的要交给人；否则就看哪一行恰好排在前面。",
  },
  fix: {
    en: "Give overlapping rows different priorities, and a fallback to the rest.",
    zh: "会重叠的行用不同优先级，其余的设 `fallback`。",
  },
  silent: {
    en: "When funds are not in scope; rows that lead to the same class and rule may overlap.",
    zh: "范围不含资金时不报；归到同一类、同一规则的行可以重叠。",
  },
  bad: `
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
          scope: [detail, funds]
          authority:
            detail: channel
            funds: bank
          funds:
        # ^^^^^ recon/funds-classification: Channel bank-a reconciles funds, but a bank line that matches no row goes nowhere; set \`fallback: manual\` (no row takes payout, payout_return, transfer, fee, interest and offline_credit).
            classify:
              - priority: 10
                when:
                  counterparty: 网联
                class: settlement
              - priority: 10
              #           ^^ recon/funds-classification: Channel bank-a: a bank line can match this row (refund) and another of the same priority (settlement); which one takes it is left to chance.
                when:
                  memo: [退款, 扣回]
                class: refund
      - id: bank-b
        name: 乙银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        cut_off: "00:00"
        time_zone: Asia/Shanghai
        reconciliation:
          date_basis: channel_date
          scope: [detail, funds]
          #               ^^^^^ recon/funds-classification: Channel bank-b reconciles funds, but a bank line that matches no row goes nowhere; set \`fallback: manual\`.
          authority:
            detail: channel
            funds: bank
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
          scope: [detail, funds]
          authority:
            detail: channel
            funds: bank
          funds:
            classify:
              - priority: 10
                when:
                  memo: [退款, 扣回]
                class: refund
              - priority: 20
                when:
                  counterparty: 网联
                class: settlement
            fallback: manual
  `,
  sources: ["2017-05-17 23:52", "2017-05-17 23:45", "2017-06-09 19:40"],
});
