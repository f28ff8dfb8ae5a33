import { check } from "../check";
import { replaceScalar } from "../edits";
import { page } from "../pages";
import { channelName } from "./facts/channel";
import { fix } from "./facts/fix";

const feeBillingConflict = check({
  code: "chan/fee-billing-conflict",
  severity: "error",
  tier: "P1",
  on: "channels",
  title: { en: "The channel takes its fee once", zh: "通道手续费只收一次" },
  *run({ model }) {
    for (const channel of model.channels) {
      const { billing, paid_from } = channel.fee ?? {};
      const method = channel.settlement?.method;
      if (!billing || !method) continue;
      const name = channelName(channel);
      const gross = () =>
        fix("Settle gross (`method: gross`)", "改为全额结算（`method: gross`）", [replaceScalar(method.node, "gross")]);
      if (billing.value === "periodic" && method.value === "net") {
        yield {
          at: billing.node,
          message: {
            en: `${name.en} settles net of its fee and bills it periodically too; the fee is paid twice.`,
            zh: `${name.zh} 轧差结算时已扣手续费，又定期出账单，手续费会付两次。`,
          },
          related: [{ at: method.node, message: { en: "Settled net here", zh: "这里是轧差扣费" } }],
          fixes: () => [
            fix(
              "Deducted with each transaction (`billing: per_transaction`)",
              "改为逐笔扣收（`billing: per_transaction`）",
              [replaceScalar(billing.node, "per_transaction")],
            ),
            gross(),
          ],
        };
      } else if (billing.value === "per_transaction" && method.value === "gross" && !paid_from) {
        yield {
          at: billing.node,
          message: {
            en: `${name.en} takes its fee with each transaction but settles gross, and no account is named that pays it (\`paid_from\`).`,
            zh: `${name.zh} 逐笔收手续费却全额结算，又没有写从哪个账户付（\`paid_from\`）。`,
          },
          related: [{ at: method.node, message: { en: "Settled gross here", zh: "这里是全额结算" } }],
          fixes: () => [
            fix("Settle net of the fee (`method: net`)", "改为轧差扣费（`method: net`）", [
              replaceScalar(method.node, "net"),
            ]),
            fix("Billed periodically (`billing: periodic`)", "改为定期账单（`billing: periodic`）", [
              replaceScalar(billing.node, "periodic"),
            ]),
          ],
        };
      }
    }
  },
});
export default feeBillingConflict;

DOCS: page(feeBillingConflict, {
  why: {
    en: "A fee that is netted from the settlement and billed at the end of the month is paid twice; one that is neither netted nor paid from an account is booked nowhere.",
    zh: "结算时扣一次，月底账单再付一次，手续费就付了两遍；既没轧差、又没写付款账户，就没处记账。",
  },
  fix: {
    en: "Net settlement goes with deduction per transaction; gross settlement goes with a bill or with an account that pays the fee.",
    zh: "轧差结算配逐笔扣收；全额结算配定期账单，或写明付手续费的账户。",
  },
  silent: {
    en: "When the two fit, and while one of them is not declared.",
    zh: "两者相配、或其中一项未写时不报。",
  },
  bad: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        fee:
          model: rate
          rate: "0.2%"
          billing: periodic
    #              ^^^^^^^^ chan/fee-billing-conflict: Channel bank-a settles net of its fee and bills it periodically too; the fee is paid twice.
        settlement:
          cycle: D+1
          method: net
      - id: bank-b
        name: 乙银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        fee:
          model: rate
          rate: "0.2%"
          billing: per_transaction
    #              ^^^^^^^^^^^^^^^ chan/fee-billing-conflict: Channel bank-b takes its fee with each transaction but settles gross, and no account is named that pays it (\`paid_from\`).
        settlement:
          cycle: D+1
          method: gross
  `,
  good: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        fee:
          model: rate
          rate: "0.2%"
          billing: periodic
        settlement:
          cycle: D+1
          method: gross
      - id: bank-b
        name: 乙银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        fee:
          model: rate
          rate: "0.2%"
          billing: per_transaction
        settlement:
          cycle: D+1
          method: net
  `,
  sources: ["2017-06-14 18:37", "2017-06-14 19:05", "2017-05-18 09:13"],
});
