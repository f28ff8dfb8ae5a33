import type { Limit } from "../../model/types.generated";
import { check } from "../check";
import { appendItems } from "../edits";
import { page } from "../pages";
import { channelName, inUse, keyOf, named } from "./facts/channel";
import { fix } from "./facts/fix";

const LIMITED: ReadonlySet<string> = new Set(["quick_pay", "direct_debit", "wallet_app", "wallet_h5", "wallet_jsapi"]);
const BY_BANK: ReadonlySet<string> = new Set(["quick_pay", "direct_debit"]);

const limitMissing = check({
  code: "chan/limit-missing",
  severity: "warning",
  tier: "P1",
  on: "channels",
  title: { en: "Debits and payouts have a limit per transaction", zh: "扣款和付款有单笔限额" },
  *run({ model }) {
    // A file that keeps no limits at all leaves them to another system.
    if (!model.channels.some((channel) => channel.limits.node)) return;
    for (const channel of model.channels) {
      const { method, limits } = channel;
      if (!method || !inUse(channel)) continue;
      const payout = channel.flow?.value === "pay_out";
      if (!payout && !LIMITED.has(method.value)) continue;
      const name = channelName(channel);
      const how = named("method", method.value);
      if (!limits.some((limit) => limit.scope?.value === "per_transaction")) {
        const own = method.value === "direct_debit" || channel.underlying?.value === "direct_debit";
        yield {
          at: limits.node ? keyOf(channel.node, "limits") : method.node,
          message: own
            ? {
                en: `${name.en} debits without a limit per transaction. Banks set none for direct debits, so the limit has to be ours.`,
                zh: `${name.zh} 代扣没有单笔限额。银行侧对代扣不设限，限额要由我方来定。`,
              }
            : {
                en: `${name.en} (${how.en}) has no limit per transaction; give the contract's, or \`unlimited\` when there is none on purpose.`,
                zh: `${name.zh} 的${how.zh}没有单笔限额；请写合同限额，确实不限的写 \`unlimited\`。`,
              },
          fixes: () =>
            own
              ? []
              : [
                  fix("Say that there is no limit, on purpose", "写明不限（有意为之）", [
                    appendItems(channel.node, "limits", [{ scope: "per_transaction", amount: "unlimited" }]),
                  ]),
                ],
        };
      } else if (BY_BANK.has(method.value) && !limits.some(forBank) && limits.some(caps) && !isOneBank(channel.path)) {
        yield {
          at: keyOf(channel.node, "limits"),
          severity: "info",
          message: {
            en: `${name.en} has one limit for all banks; each bank sets its own for ${how.en}.`,
            zh: `${name.zh} 对所有银行只有一个限额；${how.zh}的限额各家银行并不相同。`,
          },
        };
      }
    }
  },
});
export default limitMissing;

function forBank({ bank }: Limit): boolean {
  return bank !== undefined;
}

function caps({ scope, amount }: Limit): boolean {
  return scope?.value === "per_transaction" && amount !== undefined && amount.value !== "unlimited";
}

/** A channel that leads to a single bank needs no row per bank. */
function isOneBank(path: readonly { readonly role?: { readonly value: string } }[]): boolean {
  return path.some((hop) => hop.role?.value === "bank");
}

DOCS: page(limitMissing, {
  why: {
    en: "The direct-debit interface has no limit on the bank's side, so the institution must own one. For quick pay each bank sets its own, and a cashier that does not know them promises what the bank refuses.",
    zh: "代扣接口在银行侧没有限额，只能由机构自己管。快捷支付各家银行限额不同，收银台不掌握，就会承诺银行拒绝的金额。",
  },
  fix: {
    en: "List the limit per transaction, and rows per bank where they differ; `amount: unlimited` says that none is meant.",
    zh: "列出单笔限额，各银行不同的分行写；确实不限的写 `amount: unlimited`。",
  },
  silent: {
    en: "For other methods, for retired channels, and when a row per transaction exists. Rows per bank are not asked for where the path leads to one bank. A file without any `limits` is asked for none.",
    zh: "其他支付方式、已停用的渠道、已有单笔限额的不报；路径只通向一家银行的，不问分银行限额。整个文件都没写 `limits` 的不问。",
  },
  bad: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行快捷（虚构）
        flow: pay_in
        method: quick_pay
    #           ^^^^^^^^^ chan/limit-missing: Channel bank-a (quick_pay) has no limit per transaction; give the contract's, or \`unlimited\` when there is none on purpose.
      - id: debit-b
        name: 乙银行代扣（虚构）
        flow: pay_in
        method: direct_debit
        mandate:
          required: true
          reference_field: agreement_no
          scope: merchant_no
        limits:
    #   ^^^^^^ chan/limit-missing: Channel debit-b debits without a limit per transaction. Banks set none for direct debits, so the limit has to be ours.
          - scope: per_day
            amount: 50000.00
      - id: aggregated
        name: 聚合快捷（虚构）
        flow: pay_in
        method: quick_pay
        limits:
    #   ^^^^^^ chan/limit-missing: Channel aggregated has one limit for all banks; each bank sets its own for quick_pay.
          - scope: per_transaction
            amount: 5000.00
  `,
  good: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行快捷（虚构）
        flow: pay_in
        method: quick_pay
        limits:
          - scope: per_transaction
            amount: 20000.00
          - scope: per_transaction
            bank: "105"
            amount: 10000.00
      - id: payout
        name: 乙银行代付（虚构）
        flow: pay_out
        method: payout_single
        limits:
          - scope: per_transaction
            amount: unlimited
  `,
  sources: ["2017-06-13 18:24", "2017-06-13 18:20", "2017-06-08 11:09"],
});
