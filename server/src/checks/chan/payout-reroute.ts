import type { Ledger } from "../../index/ledger";
import type { Route } from "../../model/types.generated";
import { type CheckFinding, check } from "../check";
import { replaceScalar } from "../edits";
import { page } from "../pages";
import { channelName } from "./facts/channel";
import { fix } from "./facts/fix";

const payoutReroute = check({
  code: "chan/payout-reroute",
  severity: "error",
  tier: "P0",
  on: "ledger",
  title: { en: "Payouts are not sent twice", zh: "付款不会重复发出" },
  *run(ledger) {
    for (const { item: channel } of ledger.channels()) {
      const { retry } = channel;
      if (channel.flow?.value !== "pay_out" || !retry) continue;
      const name = channelName(channel);
      const { resend, reroute } = retry;
      if (resend?.value === "new_order_no") {
        const safe = retry.idempotent?.value === true ? "same_order_no" : "never";
        yield {
          at: resend.node,
          message: {
            en: `${name.en} resends a payout under a new order number; the bank takes it for another payout and pays twice.`,
            zh: `${name.zh} 付款重发时换新单号，银行会当成另一笔，造成重复付款。`,
          },
          fixes: () => [fix(`Set resend to ${safe}`, `重发方式改为 ${safe}`, [replaceScalar(resend.node, safe)], true)],
        };
      }
      if (reroute?.value === "on_any_failure" || reroute?.value === "on_definite_failure") {
        const definite = reroute.value === "on_definite_failure";
        yield {
          at: reroute.node,
          severity: definite ? "warning" : "error",
          message: definite
            ? {
                en: `${name.en} reroutes payouts by itself after a definite failure. A failure that is no failure pays twice; let somebody decide.`,
                zh: `${name.zh} 付款明确失败后自动换渠道。一旦失败判错就会付两次，换渠道应由人工决定。`,
              }
            : {
                en: `${name.en} reroutes payouts after any failure, timeouts included; the first channel may still pay, and the payee gets the money twice.`,
                zh: `${name.zh} 付款只要失败（包括超时）就换渠道；原渠道可能仍会付出，收款人会收到两次。`,
              },
          fixes: () => [
            fix(
              "Let somebody decide (`reroute: manual`)",
              "改为人工决定（`reroute: manual`）",
              [replaceScalar(reroute.node, "manual")],
              true,
            ),
          ],
        };
      }
    }
    for (const document of ledger.channelsDocuments) {
      for (const route of document.model.routing) if (paysOut(ledger, route)) yield* automaticFailover(route);
    }
  },
});
export default payoutReroute;

function* automaticFailover(route: Route): Iterable<CheckFinding> {
  const { failover } = route;
  if (!failover || failover.value === "manual") return;
  const definite = failover.value === "on_definite_failure";
  const id = route.id?.value ?? "";
  yield {
    at: failover.node,
    severity: definite ? "warning" : "error",
    message: definite
      ? {
          en: `Route ${id} moves payouts to the next channel after a definite failure. A failure that is no failure pays twice; let somebody decide.`,
          zh: `路由 ${id} 在付款明确失败后自动换渠道。一旦失败判错就会付两次，换渠道应由人工决定。`,
        }
      : {
          en: `Route ${id} moves payouts to the next channel by itself, also when the result is open; the payee may get the money twice.`,
          zh: `路由 ${id} 在付款结果未决时也自动换渠道，收款人可能收到两次。`,
        },
    fixes: () => [
      fix("Set failover to manual", "故障切换改为 manual（人工）", [replaceScalar(failover.node, "manual")], true),
    ],
  };
}

function paysOut(ledger: Ledger, route: Route): boolean {
  const product = route.product && ledger.product(route.product.value)?.item;
  if (product?.flow) return product.flow.value === "pay_out";
  const flows = route.channels.map(({ channel }) => channel && ledger.channel(channel.value)?.item.flow?.value);
  return flows.length > 0 && flows.every((flow) => flow === "pay_out");
}

DOCS: page(payoutReroute, {
  why: {
    en: "Rerouting a receipt is harmless, a duplicate can be refunded. Rerouting a payout pays twice, and the money has to be asked back. A large loss began exactly like this.",
    zh: "收款换渠道无妨，重复了可以退。付款换渠道就是付两次，钱得去讨回来。曾有大额损失正是这样开始的。",
  },
  fix: {
    en: "Set `reroute: manual` or `never`, resend only the same order number, and let routes of payouts fail over by hand.",
    zh: "写 `reroute: manual` 或 `never`；重发只用原单号；付款路由的故障切换由人工进行。",
  },
  silent: {
    en: "For receipts, and for payouts with `never`, `same_order_no`, `manual`. Rerouting after a definite failure is a warning.",
    zh: "收款不报；付款为 `never`、`same_order_no`、`manual` 时不报。明确失败后才换渠道，报为警告。",
  },
  bad: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行代付（虚构）
        flow: pay_out
        method: payout_single
        retry:
          resend: new_order_no
    #             ^^^^^^^^^^^^ chan/payout-reroute: Channel bank-a resends a payout under a new order number; the bank takes it for another payout and pays twice.
          reroute: on_any_failure
    #              ^^^^^^^^^^^^^^ chan/payout-reroute: Channel bank-a reroutes payouts after any failure, timeouts included; the first channel may still pay, and the payee gets the money twice.
      - id: bank-b
        name: 乙银行代付（虚构）
        flow: pay_out
        method: payout_single
        retry:
          resend: never
          reroute: on_definite_failure
    #              ^^^^^^^^^^^^^^^^^^^ chan/payout-reroute: Channel bank-b reroutes payouts by itself after a definite failure. A failure that is no failure pays twice; let somebody decide.
    routing:
      - id: payouts
        channels:
          - channel: bank-a
          - channel: bank-b
        failover: automatic
    #             ^^^^^^^^^ chan/payout-reroute: Route payouts moves payouts to the next channel by itself, also when the result is open; the payee may get the money twice.
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
          reroute: manual
      - id: bank-b
        name: 乙银行快捷（虚构）
        flow: pay_in
        method: quick_pay
        retry:
          resend: never
          reroute: on_any_failure
  `,
  sources: ["2017-05-25 20:29", "2017-07-24 22:01", "2017-05-26 08:21"],
});
