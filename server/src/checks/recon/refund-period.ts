import type { Ledger } from "../../index/ledger";
import { type BookedRule, legsOn, RuleBook } from "../../index/rule-book";
import type { Channel } from "../../model/types.generated";
import { pairOf } from "../../yaml/nodes";
import { headOf } from "../../yaml/path";
import { channelName, inUse, keyOf } from "../chan/facts/channel";
import { fix } from "../chan/facts/fix";
import { type CheckFinding, check } from "../check";
import { insertKeys, type Yaml } from "../edits";
import { page } from "../pages";
import { productsOn } from "./facts/products";

const refundPeriod = check({
  code: "recon/refund-period",
  severity: "warning",
  tier: "P1",
  on: "ledger",
  wholeLedger: true,
  title: { en: "It is agreed in which day's statement a refund stands", zh: "退款归入哪天的对账单要说清" },
  *run(ledger) {
    for (const { item: channel } of ledger.channels()) {
      const statement = channel.reconciliation?.statement;
      if (!statement || !inUse(channel) || !statement.contents.some((part) => part.value === "refunds")) continue;
      const found = unstated(channel) ?? differing(ledger, channel);
      if (found) yield found;
    }
  },
});
export default refundPeriod;

function unstated(channel: Channel): CheckFinding | undefined {
  const { node } = channel.reconciliation!.statement!;
  const missing = ["time_basis", "refund_time_basis"].filter((key) => !pairOf(node, key));
  if (missing.length === 0) return undefined;
  const name = channelName(channel);
  const zh = { time_basis: "支付", refund_time_basis: "退款" } as const;
  return {
    at: keyOf(node, "contents"),
    message: {
      en: `${name.en} lists refunds in its statement, but does not say which time puts ${missing.map((key) => (key === "time_basis" ? "a payment" : "a refund")).join(" or ")} into a day's file.`,
      zh: `${name.zh} 的对账单含退款，却没有写${missing.map((key) => zh[key as keyof typeof zh]).join("、")}按哪个时间归入当天的文件。`,
    },
    fixes: () => {
      const keys: Record<string, Yaml> = {};
      if (missing.includes("time_basis")) keys.time_basis = "success_time";
      if (missing.includes("refund_time_basis")) keys.refund_time_basis = "succeeded";
      return [
        fix("Insert the usual basis, to be checked with the channel", "加上常见口径，再与渠道核实", [
          insertKeys(node, keys, "contents"),
        ]),
      ];
    },
  };
}

/** The channel counts a refund on one day, our rules take it out of the clearing account on another. */
function differing(ledger: Ledger, channel: Channel): CheckFinding | undefined {
  const basis = channel.reconciliation!.statement!.refund_time_basis;
  if (!basis) return undefined;
  const rules = refundsThrough(ledger, channel);
  const statuses = new Set(rules.map((rule) => rule.status));
  const [first] = rules;
  if (!first || statuses.has(basis.value) || ![...statuses].every((s) => s === "accepted" || s === "succeeded"))
    return undefined;
  const name = channelName(channel);
  const words = { accepted: ["accepted", "受理"], succeeded: ["successful", "成功"] } as const;
  const ours = words[basis.value === "accepted" ? "succeeded" : "accepted"];
  const theirs = words[basis.value];
  return {
    at: basis.node,
    message: {
      en: `${name.en} lists a refund on the day it is ${theirs[0]}, our rule ${first.rule.id?.value ?? ""} books it when it is ${ours[0]}; refunds over midnight fall on different days.`,
      zh: `${name.zh} 按退款${theirs[1]}日出账，我方规则 ${first.rule.id?.value ?? ""} 在退款${ours[1]}时才记清算科目；跨日的退款两边落在不同的天。`,
    },
    related: [{ at: headOf(first.rule.node), message: { en: "our refund rule", zh: "我方退款规则" } }],
  };
}

function refundsThrough(ledger: Ledger, channel: Channel): readonly BookedRule[] {
  const products = new Set(productsOn(ledger, channel).map(({ item }) => item.id?.value));
  const id = channel.id?.value ?? "";
  return RuleBook.of(ledger)
    .withEvent("refund")
    .filter((rule) => {
      const channels = rule.guard.when.get("channel");
      if (channels && !channels.has(id)) return false;
      if (rule.guard.products && ![...rule.guard.products].some((product) => products.has(product))) return false;
      return products.size > 0 && legsOn(rule, "credit", "channel_clearing").length > 0;
    });
}

DOCS: page(refundPeriod, {
  why: {
    en: "Whether a refund belongs to the day it was accepted or the day it succeeded has to be agreed, or the merchants' books never tie with ours. Payments often follow another rule than refunds.",
    zh: "退款归受理日还是成功日，要事先说好，否则商户的账永远跟我们对不平。支付和退款的口径往往还不一样。",
  },
  fix: {
    en: "State `time_basis` and `refund_time_basis` as the channel's documents have them; where our rule books on another day, expect a hold at the turn of the day.",
    zh: "按渠道文档写上 `time_basis` 和 `refund_time_basis`；我方记账日与之不同时，跨日的退款要存疑处理。",
  },
  silent: {
    en: "When the statement is not said to list refunds; rules are compared only when they credit the channel's clearing account.",
    zh: "对账单内容没写退款时不报；只比较贷记渠道待清算的退款规则。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    base_currency: CNY
    accounts:
      - code: "300101"
        name: 渠道待清算
        class: common
        normal_balance: either
        purpose: channel_clearing
        dimensions: [channel]
        clears:
          by: reconciliation
      - code: "220201"
        name: 商户待结算款
        class: liability
        normal_balance: credit
        purpose: merchant_pending
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      refund_amount:
        type: money
        min: 0.01
    products:
      - id: acquiring
        name: 收单
        channels: [bank-b]
    rules:
      - id: acq.refund.ok
        product: acquiring
        event: refund
        status: succeeded
        idempotency_key: [refund_no, event]
        original:
          required: true
          event: payment
          match: [payment_no]
          cap: refundable_amount
        entries:
          - debit: "220201"
            amount: refund_amount
          - credit: "300101"
            amount: refund_amount
            dimensions:
              channel: $channel
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
          statement:
            source: query
            contents: [payments, refunds]
          # ^^^^^^^^ recon/refund-period: Channel bank-a lists refunds in its statement, but does not say which time puts a refund into a day's file.
            time_basis: success_time
      - id: bank-b
        name: 乙银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        cut_off: "00:00"
        time_zone: Asia/Shanghai
        reconciliation:
          date_basis: channel_date
          statement:
            source: query
            contents: [payments, refunds]
            time_basis: success_time
            refund_time_basis: accepted
            #                  ^^^^^^^^ recon/refund-period: Channel bank-b lists a refund on the day it is accepted, our rule acq.refund.ok books it when it is successful; refunds over midnight fall on different days.
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
          statement:
            source: query
            contents: [payments, refunds]
            time_basis: success_time
            refund_time_basis: accepted
  `,
  sources: ["2017-05-25 09:51", "2017-05-25 09:18", "2017-05-25 09:55"],
});
