import { eventOf } from "../../index/events";
import type { Ledger } from "../../index/ledger";
import { check } from "../check";
import { replaceScalar } from "../edits";
import { page } from "../pages";
import { channelName } from "./facts/channel";
import { fix } from "./facts/fix";

const resendWithoutIdempotency = check({
  code: "chan/resend-without-idempotency",
  severity: "error",
  tier: "P0",
  on: "ledger",
  wholeLedger: true,
  title: { en: "A request is sent again only where that is safe", zh: "确认安全才重发请求" },
  *run(ledger) {
    for (const { item: channel } of ledger.channels()) {
      const { resend, idempotent } = channel.retry ?? {};
      const name = channelName(channel);
      const rely = () => [
        fix("Never resend; rely on the query (`resend: never`)", "不重发，以查询为准（`resend: never`）", [
          replaceScalar(resend!.node, "never"),
        ]),
      ];
      if (resend?.value === "same_order_no" && idempotent?.value !== true) {
        yield {
          at: resend.node,
          message: idempotent
            ? {
                en: `${name.en} resends the same order number although the channel does not treat it as the same order; the second request moves money again.`,
                zh: `${name.zh} 用原单号重发，但渠道不把同一单号当作同一笔订单，第二次请求会再动一次钱。`,
              }
            : {
                en: `${name.en} resends the same order number, but nobody confirmed that the channel treats it as the same order; set \`idempotent: true\` once confirmed, else do not resend.`,
                zh: `${name.zh} 用原单号重发，却没有确认渠道按同一笔订单处理；确认后写 \`idempotent: true\`，否则不要重发。`,
              },
          fixes: rely,
        };
      } else if (resend?.value === "new_order_no" && channel.flow?.value === "pay_in" && lacksDuplicateRule(ledger)) {
        yield {
          at: resend.node,
          message: {
            en: `${name.en} resends under a new order number, so a payer can be charged twice, and no rule books a duplicate payment (event duplicate).`,
            zh: `${name.zh} 换新单号重发，付款人可能被扣两次，却没有记重复支付（事件 duplicate）的规则。`,
          },
          fixes: rely,
        };
      }
    }
  },
});
export default resendWithoutIdempotency;

function lacksDuplicateRule(ledger: Ledger): boolean {
  const rules = [...ledger.rules()];
  return rules.length > 0 && rules.every(({ item }) => eventOf(ledger.settings, item) !== "duplicate");
}

DOCS: page(resendWithoutIdempotency, {
  why: {
    en: "Resending the same number is safe only where the bank treats it as the same order. A new number is always a new order, and the payer may pay it too.",
    zh: "只有银行把同一单号当作同一笔订单，原单号重发才安全。换了单号就是新订单，付款人可能又付一次。",
  },
  fix: {
    en: "Have the channel confirm idempotency and write it down, or set `resend: never` and query. With new numbers, book duplicates by a rule of their own.",
    zh: "请渠道确认幂等并写下来，否则写 `resend: never`，以查询为准。换单号重发的，要有重复支付的记账规则。",
  },
  silent: {
    en: "With `resend: never`, with confirmed idempotency, and for new numbers on receipts when a rule for duplicates exists or the ledger has no rules yet.",
    zh: "`resend: never`、已确认幂等时不报；收款换单号重发而有重复支付规则、或账簿还没有规则时不报。",
  },
  bad: `
    === pay.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行代付（虚构）
        flow: pay_out
        method: payout_single
        retry:
          resend: same_order_no
    #             ^^^^^^^^^^^^^ chan/resend-without-idempotency: Channel bank-a resends the same order number, but nobody confirmed that the channel treats it as the same order; set \`idempotent: true\` once confirmed, else do not resend.
      - id: bank-b
        name: 乙银行代付（虚构）
        flow: pay_out
        method: payout_single
        retry:
          resend: same_order_no
    #             ^^^^^^^^^^^^^ chan/resend-without-idempotency: Channel bank-b resends the same order number although the channel does not treat it as the same order; the second request moves money again.
          idempotent: false
      - id: bank-c
        name: 丙银行快捷（虚构）
        flow: pay_in
        method: quick_pay
        retry:
          resend: new_order_no
    #             ^^^^^^^^^^^^ chan/resend-without-idempotency: Channel bank-c resends under a new order number, so a payer can be charged twice, and no rule books a duplicate payment (event duplicate).
    === shop.posting.yaml
    kind: posting-rules
    schema: 1
    rules:
      - id: pay
        event: payment
        entries:
          - debit: "1001"
            amount: 1
          - credit: "2001"
            amount: 1
  `,
  good: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行代付（虚构）
        flow: pay_out
        method: payout_single
        retry:
          resend: same_order_no
          idempotent: true
      - id: bank-b
        name: 乙银行代付（虚构）
        flow: pay_out
        method: payout_single
        retry:
          resend: never
  `,
  sources: ["2017-05-26 09:14", "2017-07-02 20:41", "2017-05-26 10:05"],
});
