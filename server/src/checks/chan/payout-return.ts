import type { Channel } from "../../model/types.generated";
import { type CheckFinding, check } from "../check";
import { appendItems, insertKey, replaceScalar } from "../edits";
import { page } from "../pages";
import { channelName, inUse, keyOf } from "./facts/channel";
import { fix } from "./facts/fix";

const payoutReturn = check({
  code: "chan/payout-return",
  severity: "error",
  tier: "P1",
  on: "channels",
  title: { en: "Payouts can come back after success", zh: "代付成功后还可能退票" },
  *run({ model }) {
    for (const channel of model.channels) {
      if (channel.flow?.value !== "pay_out" || !inUse(channel)) continue;
      yield* misread(channel);
      if (channel.payout?.return_window_days?.value === 0 || !answersLater(channel)) continue;
      yield* unlisted(channel);
      yield* noWindow(channel);
    }
  },
});
export default payoutReturn;

function answersLater({ interfaces }: Channel): boolean {
  return interfaces?.payout?.value === "async" || interfaces?.payout?.value === "file";
}

function* misread(channel: Channel): Iterable<CheckFinding> {
  for (const { code, meaning, outcome } of channel.results?.codes ?? []) {
    if (meaning?.value !== "returned" || !outcome || outcome.value === "returned") continue;
    yield {
      at: outcome.node,
      message: {
        en: `Code ${code?.value ?? ""} means returned after success, a state of its own; ${outcome.value} hides it.`,
        zh: `结果码 ${code?.value ?? ""} 表示退票，是成功之后的另一种状态；记成 ${outcome.value} 就看不出来了。`,
      },
      fixes: () => [
        fix(
          "Set the outcome to returned",
          "结论改为 returned（退票）",
          [replaceScalar(outcome.node, "returned")],
          true,
        ),
      ],
    };
  }
}

function* unlisted(channel: Channel): Iterable<CheckFinding> {
  const { results } = channel;
  if (!results || results.codes.length === 0) return;
  const known = results.codes.some(
    ({ meaning, outcome }) => meaning?.value === "returned" || outcome?.value === "returned",
  );
  if (known || results.default?.value === "returned") return;
  const name = channelName(channel);
  yield {
    at: keyOf(results.node, "codes"),
    message: {
      en: `${name.en} pays out over an asynchronous rail but none of its codes leads to returned; a payout that comes back would stay a success.`,
      zh: `${name.zh} 是异步代付，却没有一个结果码对应 returned（退票）；退回来的款会一直记作成功。`,
    },
    fixes: () => [
      fix("Add a row for returned payouts (enter the channel's code)", "加一行退票（请填渠道的结果码）", [
        appendItems(results.node, "codes", [
          { operation: "query", code: "RETURNED", meaning: "returned", outcome: "returned" },
        ]),
      ]),
    ],
  };
}

function* noWindow(channel: Channel): Iterable<CheckFinding> {
  const { payout, interfaces } = channel;
  if (payout?.node.pairs.some((pair) => pair.key.value === "return_window_days")) return;
  const name = channelName(channel);
  yield {
    at: payout ? keyOf(channel.node, "payout") : interfaces!.payout!.node,
    message: {
      en: `${name.en} does not say for how many days a successful payout can still come back; set \`payout.return_window_days\` (0 when it cannot).`,
      zh: `${name.zh} 没有写代付成功后几天内还可能退票；请写 \`payout.return_window_days\`（不会退票写 0）。`,
    },
    fixes: () => [
      fix("Insert a window of 3 days (check the contract)", "加上退票期 3 天（请核对合同）", [
        payout
          ? insertKey(payout.node, "return_window_days", "3")
          : insertKey(channel.node, "payout", { return_window_days: "3" }),
      ]),
    ],
  };
}

DOCS: page(payoutReturn, {
  why: {
    en: "Over asynchronous rails the payee's bank may send the money back days after “success”. Whoever takes the first success for final never books the return, and the money has no owner.",
    zh: "走异步通道的款，对方银行可能在“成功”几天后退回来。把第一次成功当终态，退票就没人记账，钱成了无主的。",
  },
  fix: {
    en: "Give the codes for returns the outcome `returned`, and state the window in which they can happen.",
    zh: "退票的结果码结论写 `returned`，并写明退票期。",
  },
  silent: {
    en: "For receipts, for channels that answer at once, with `return_window_days: 0`, and for codes while none is listed.",
    zh: "收款、同步返回终态的渠道、`return_window_days: 0` 的不报；还没列结果码时不问结果码。",
  },
  bad: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行代付（虚构）
        flow: pay_out
        method: payout_single
        limits:
          - scope: per_transaction
            amount: 50000.00
        interfaces:
          payout: async
    #             ^^^^^ chan/payout-return: Channel bank-a does not say for how many days a successful payout can still come back; set \`payout.return_window_days\` (0 when it cannot).
          result_file: file
        results:
          default: unknown
          codes:
            - operation: result_file
              code: R01
              meaning: returned
              outcome: failure
    #                  ^^^^^^^ chan/payout-return: Code R01 means returned after success, a state of its own; failure hides it.
      - id: bank-b
        name: 乙银行代付（虚构）
        flow: pay_out
        method: payout_single
        limits:
          - scope: per_transaction
            amount: 50000.00
        interfaces:
          payout: file
          result_file: file
        results:
          default: unknown
          codes:
    #     ^^^^^ chan/payout-return: Channel bank-b pays out over an asynchronous rail but none of its codes leads to returned; a payout that comes back would stay a success.
            - operation: result_file
              code: OK
              meaning: success
              outcome: success
        payout:
          return_window_days: 3
  `,
  good: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行代付（虚构）
        flow: pay_out
        method: payout_single
        interfaces:
          payout: async
          result_file: file
        results:
          default: unknown
          codes:
            - operation: result_file
              code: R01
              meaning: returned
              outcome: returned
        payout:
          return_window_days: 3
  `,
  sources: ["2017-06-14 18:41", "2017-05-17 10:03", "2017-08-11 18:26"],
});
