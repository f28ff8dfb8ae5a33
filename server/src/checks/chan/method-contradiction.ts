import { check } from "../check";
import { insertKey, removeKey, replaceScalar } from "../edits";
import { page } from "../pages";
import { channelName } from "./facts/channel";
import { fix } from "./facts/fix";

const AGREEMENT: ReadonlySet<string> = new Set(["direct_debit", "silent_pay"]);

const methodContradiction = check({
  code: "chan/method-contradiction",
  severity: "error",
  tier: "P1",
  on: "channels",
  title: { en: "Method, mandate, text message and cancellation agree", zh: "支付方式、协议、短信、撤销互相对得上" },
  *run({ model }) {
    for (const channel of model.channels) {
      const { method, underlying, sms, cancel, mandate } = channel;
      if (!method) continue;
      const name = channelName(channel);
      const other = underlying !== undefined && underlying.value !== method.value;
      if (method.value === "quick_pay" && sms?.value === false && !(other && AGREEMENT.has(underlying.value))) {
        yield {
          at: sms.node,
          message: {
            en: `${name.en} is quick pay without a text message; then the interface underneath is a direct debit. Set \`underlying: direct_debit\`, or confirm by message.`,
            zh: `${name.zh} 是快捷却没有短信验证，底层其实是代扣。请写 \`underlying: direct_debit\`，或加短信验证。`,
          },
          fixes: () => [
            fix("Set `underlying: direct_debit`", "写上 `underlying: direct_debit`（底层为代扣）", [
              underlying
                ? replaceScalar(underlying.node, "direct_debit")
                : insertKey(channel.node, "underlying", "direct_debit", "method"),
              ...(mandate
                ? []
                : [
                    insertKey(
                      channel.node,
                      "mandate",
                      { required: "true", reference_field: "agreement_no", scope: "merchant_no" },
                      "sms",
                    ),
                  ]),
            ]),
            fix("Set `sms: true`", "改为 `sms: true`", [{ at: sms.node, newText: "true" }]),
          ],
        };
      }
      if (AGREEMENT.has(method.value) && sms?.value === true && !other) {
        yield {
          at: sms.node,
          message: {
            en: `${name.en} debits by agreement, which asks the payer for nothing, yet confirms by text message. With a message it is quick pay underneath.`,
            zh: `${name.zh} 凭协议扣款，本不需付款人操作，却又要短信验证；带短信的底层是快捷。`,
          },
          fixes: () => [
            fix("Set `sms: false`", "改为 `sms: false`", [{ at: sms.node, newText: "false" }]),
            fix("Set `underlying: quick_pay`", "写上 `underlying: quick_pay`（底层为快捷）", [
              insertKey(channel.node, "underlying", "quick_pay", "method"),
            ]),
          ],
        };
      }
      if (method.value === "direct_debit" && cancel?.until && !other) {
        yield {
          at: cancel.until.node,
          message: {
            en: `${name.en} is a direct debit, which cannot be cancelled, only refunded; remove \`cancel\`.`,
            zh: `${name.zh} 是代扣，不能撤销，只能退款；请删除 \`cancel\`。`,
          },
          fixes: () => [fix("Remove `cancel`", "删除 `cancel`（撤销）", removeKey(channel.node, "cancel"))],
        };
      }
    }
  },
});
export default methodContradiction;

DOCS: page(methodContradiction, {
  why: {
    en: "Each of quick pay and direct debit is sold as the other. Only the interface underneath decides which limits hold, whether a mandate is needed, and whether a transaction can be cancelled.",
    zh: "快捷和代扣常互相包装着卖。限额按哪套、要不要协议、能不能撤销，只看底层接口。",
  },
  fix: {
    en: "State the method of the interface underneath in `underlying`, or correct the fact that does not fit.",
    zh: "用 `underlying` 写明底层接口的方式，或改正对不上的那一项。",
  },
  silent: {
    en: "When the facts agree, or `underlying` is stated: then the checks of the underlying method (mandate, limits) apply.",
    zh: "各项对得上，或已写 `underlying` 时不报；写了之后按底层方式检查协议和限额。",
  },
  bad: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行快捷（虚构）
        flow: pay_in
        method: quick_pay
        limits:
          - scope: per_transaction
            bank: "102"
            amount: 20000.00
        sms: false
    #        ^^^^^ chan/method-contradiction: Channel bank-a is quick pay without a text message; then the interface underneath is a direct debit. Set \`underlying: direct_debit\`, or confirm by message.
      - id: debit-b
        name: 乙银行代扣（虚构）
        flow: pay_in
        method: direct_debit
        limits:
          - scope: per_transaction
            bank: "102"
            amount: 20000.00
        mandate:
          required: true
          reference_field: agreement_no
          scope: merchant_no
        sms: true
    #        ^^^^ chan/method-contradiction: Channel debit-b debits by agreement, which asks the payer for nothing, yet confirms by text message. With a message it is quick pay underneath.
        cancel:
          until: same_batch
    #            ^^^^^^^^^^ chan/method-contradiction: Channel debit-b is a direct debit, which cannot be cancelled, only refunded; remove \`cancel\`.
  `,
  good: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行快捷（虚构）
        flow: pay_in
        method: quick_pay
        underlying: direct_debit
        limits:
          - scope: per_transaction
            bank: "102"
            amount: 20000.00
        mandate:
          required: true
          reference_field: agreement_no
          scope: merchant_no
        sms: false
  `,
  sources: ["2017-05-12 01:48", "2017-06-13 18:24", "2017-05-11 21:54"],
});
