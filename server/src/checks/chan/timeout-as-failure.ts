import type { Channel } from "../../model/types.generated";
import { pairOf } from "../../yaml/nodes";
import { type CheckFinding, check } from "../check";
import { insertKey, replaceScalar } from "../edits";
import { page } from "../pages";
import { channelName, inUse } from "./facts/channel";

const FINAL: ReadonlySet<string> = new Set(["success", "failure", "returned"]);

const timeoutAsFailure = check({
  code: "chan/timeout-as-failure",
  severity: "error",
  tier: "P0",
  on: "channels",
  title: { en: "A timeout decides nothing", zh: "超时不作结论" },
  *run({ model }) {
    for (const channel of model.channels) {
      const { interfaces } = channel;
      if (interfaces?.pay?.value === "file") continue;
      const name = channelName(channel);
      const outcome = channel.timeout?.outcome;
      const repair = (node: NonNullable<typeof outcome>["node"]) => () => [
        {
          title: { en: "Set the outcome to unknown", zh: "把结论改为 unknown（未知）" },
          preferred: true,
          edits: [replaceScalar(node, "unknown")],
        },
      ];
      if (outcome?.value === "failure" || outcome?.value === "success") {
        const zh = outcome.value === "failure" ? "失败" : "成功";
        yield {
          at: outcome.node,
          message: {
            en: `${name.en} takes a timeout for ${outcome.value}. The bank may still book it or refuse it; leave the result unknown and query.`,
            zh: `${name.zh} 把超时当作${zh}。银行随后可能入账，也可能拒绝；应记为未知，再去查询。`,
          },
          fixes: repair(outcome.node),
        };
      } else if (outcome?.value === "reversed" && interfaces && !interfaces.reverse) {
        yield {
          at: outcome.node,
          message: {
            en: `${name.en} takes a timeout for reversed but offers no \`reverse\` interface; leave the result unknown and query.`,
            zh: `${name.zh} 把超时当作已冲正，却没有 reverse（冲正）接口；应记为未知，再去查询。`,
          },
          fixes: repair(outcome.node),
        };
      }
      const missing = outcomeMissing(channel);
      if (missing) yield missing;
      for (const code of channel.results?.codes ?? []) {
        if (code.meaning?.value !== "timeout" || !code.outcome || !FINAL.has(code.outcome.value)) continue;
        if (code.only_after?.value === "statement") continue;
        yield {
          at: code.outcome.node,
          message: {
            en: `Code ${code.code?.value ?? ""} of ${name.en.toLowerCase()} means timeout, so ${code.outcome.value} is not known yet; set the outcome to unknown and query.`,
            zh: `${name.zh} 的结果码 ${code.code?.value ?? ""} 表示超时，还不能认定为 ${code.outcome.value}；应记为 unknown（未知），再去查询。`,
          },
          fixes: repair(code.outcome.node),
        };
      }
    }
  },
});
export default timeoutAsFailure;

/** A `timeout` block that does not say what a timeout means: every program then decides for itself. */
function outcomeMissing(channel: Channel): CheckFinding | undefined {
  const begun = pairOf(channel.node, "timeout");
  const block = begun?.value;
  // An empty `timeout:` or `outcome:` is a finding of the format.
  if (!begun || block?.kind !== "map" || pairOf(block, "outcome") || !inUse(channel)) return undefined;
  const name = channelName(channel);
  return {
    at: begun.key,
    message: {
      en: `${name.en} does not say what a timeout means; set \`outcome: unknown\` and query.`,
      zh: `${name.zh} 没有写超时算什么结论；请写 \`outcome: unknown\`（未知），再去查询。`,
    },
    fixes: () => [
      {
        title: { en: "Set the outcome to unknown", zh: "把结论写为 unknown（未知）" },
        preferred: true,
        edits: [insertKey(block, "outcome", "unknown")],
      },
    ],
  };
}

DOCS: page(timeoutAsFailure, {
  why: {
    en: "No answer is not a refusal: banks have booked half a minute after the caller gave up, and the customer was charged or paid twice. Whoever answers a timeout with success gives goods away.",
    zh: "没有应答不等于拒绝：银行在我方放弃半分钟后才入账的事并不少见，结果客户被扣两次，或者付出去两次。把超时当成功，则等于白送。",
  },
  fix: {
    en: "Set the outcome to `unknown`, also where a `timeout` block leaves it out, and give the channel a query policy that ends in reconciliation.",
    zh: "结论写 `unknown`（`timeout` 里没写的也要补上），并为渠道配好查询策略，最后转对账。",
  },
  silent: {
    en: "With `unknown` or `processing`; with `reversed` where the channel offers `reverse` (card terminals reverse by themselves); for channels whose payments go by file; for timeout codes that are final only after the statement.",
    zh: "结论为 `unknown` 或 `processing` 时不报；有 `reverse` 接口的渠道写 `reversed`（刷卡终端自动冲正）不报；按文件提交的渠道不报；注明以对账文件为准的超时码不报。",
  },
  bad: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行快捷（虚构）
        flow: pay_in
        method: quick_pay
        timeout:
          outcome: failure
    #              ^^^^^^^ chan/timeout-as-failure: Channel bank-a takes a timeout for failure. The bank may still book it or refuse it; leave the result unknown and query.
        results:
          default: unknown
          codes:
            - code: T99
              meaning: timeout
              outcome: failure
    #                  ^^^^^^^ chan/timeout-as-failure: Code T99 of channel bank-a means timeout, so failure is not known yet; set the outcome to unknown and query.
      - id: bank-c
        name: 丙银行代付（虚构）
        flow: pay_out
        method: payout_single
        timeout: {}
    #   ^^^^^^^ chan/timeout-as-failure: Channel bank-c does not say what a timeout means; set \`outcome: unknown\` and query.
      - id: bank-b
        name: 乙银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        interfaces:
          query: sync
        query:
          interval: [5, 10, 60, 3600, 82800]
          max_attempts: 5
          on_exhausted: recon
        timeout:
          outcome: reversed
    #              ^^^^^^^^ chan/timeout-as-failure: Channel bank-b takes a timeout for reversed but offers no \`reverse\` interface; leave the result unknown and query.
  `,
  good: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行快捷（虚构）
        flow: pay_in
        method: quick_pay
        timeout:
          outcome: unknown
      - id: pos
        name: 线下刷卡（虚构）
        flow: pay_in
        method: card_present
        interfaces:
          pay: sync
          reverse: sync
          query: sync
        timeout:
          outcome: reversed
  `,
  sources: ["2017-05-18 11:47", "2017-05-18 11:53", "2017-08-17 17:59"],
});
