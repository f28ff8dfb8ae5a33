import type { Fix } from "../../finding";
import { accountTitle } from "../../index/account-words";
import { clockOf, cycleMoment, cycleOf, type Moment, orderOf, timeZoneOf } from "../../index/notation";
import { legsOn, RuleBook } from "../../index/rule-book";
import { isOver } from "../../index/validity";
import type { Field } from "../../model/fields";
import type { Channel, Product } from "../../model/types.generated";
import { check } from "../check";
import { replaceScalar } from "../edits";
import { page } from "../pages";
import { accountNode, onlyAccount } from "./shared/counterparts";
import { inner, productName, ruleName, spaced } from "./shared/wording";

const advanceUndeclared = check({
  code: "post/advance-undeclared",
  severity: "error",
  tier: "P1",
  on: "ledger",
  wholeLedger: true,
  title: { en: "Paying before the money arrives is declared as an advance", zh: "钱没到先付出，要声明为垫资" },
  *run(ledger) {
    const book = RuleBook.of(ledger);
    for (const { item: product, document } of ledger.products()) {
      if (product.advance || !product.id || product.flow?.value === "pay_out" || isOver(product, ledger.today))
        continue;
      const channels = product.channels.flatMap(({ value }) => ledger.channel(value)?.item ?? []);
      const receiving = channels.filter((channel) => channel.flow?.value !== "pay_out");
      const zone = timeZoneOf(ledger.chartOf(document)?.document.model.accounting_day?.time_zone);
      const name = productName(product);
      const cycle = product.settlement?.cycle;
      const late = cycle && receiving.find((channel) => settlesAfter(channel, product, zone, ledger.today));
      if (cycle && late) {
        const arrival = late.settlement!.cycle!.value;
        const clock = late.settlement!.arrives_at;
        yield {
          at: cycle.node,
          message: {
            en: `${name.en} pays merchants at ${when(cycle, product.settlement?.pay_at)}, before channel ${late.id?.value ?? ""} pays us at ${when(late.settlement!.cycle!, clock)}. The difference is an advance: declare advance, or lengthen the cycle.`,
            zh: `${spaced(name.zh)}在 ${when(cycle, product.settlement?.pay_at)} 给商户结算，早于渠道 ${late.id?.value ?? ""} 的到账时间 ${when(late.settlement!.cycle!, clock)}，中间就是垫资。请声明 advance，或延长结算周期。`,
          },
          related: [
            { at: late.settlement!.cycle!.node, message: { en: "When the channel pays us", zh: "渠道到账周期" } },
          ],
          fixes: () => lengthened(product, cycle, arrival, clock),
        };
      }
      const slow = receiving.find((channel) => (cycleOf(channel.settlement?.cycle)?.days ?? 0) > 0);
      if (!slow) continue;
      for (const payment of book.ofProduct(product.id.value)) {
        if (payment.event !== "payment" || payment.status !== "succeeded") continue;
        for (const leg of legsOn(payment, "credit", "merchant_available", "customer_balance")) {
          const spendable = (leg.account && leg.chart?.subledgersOf(leg.account))?.some((s) => s.spendable.length > 0);
          // A wallet's own balance moves from one user to another; only what came through the channel is not there yet.
          if (!spendable || legsOn(payment, "debit", "channel_clearing").length === 0) continue;
          const its = ruleName(payment.rule);
          yield {
            at: accountNode(leg),
            message: {
              en: `${its.en} makes the money spendable at once (${accountTitle(leg.account!)}), while channel ${slow.id?.value ?? ""} pays us at ${slow.settlement!.cycle!.value}. Credit the pending balance, or declare advance on ${inner(name.en)}.`,
              zh: `${spaced(its.zh)}支付成功就让钱可用（${accountTitle(leg.account!)}），而渠道 ${slow.id?.value ?? ""} 要 ${slow.settlement!.cycle!.value} 才到账。请先记待结算，或为${spaced(name.zh)}声明 advance。`,
            },
            fixes: () => {
              const pending = onlyAccount(ledger.settings, leg.chart, "merchant_pending");
              return pending?.code && leg.purpose === "merchant_available"
                ? [
                    {
                      title: { en: `Credit ${accountTitle(pending)}`, zh: `改为贷记 ${accountTitle(pending)}` },
                      edits: [replaceScalar(accountNode(leg), pending.code.value)],
                    },
                  ]
                : [];
            },
          };
        }
      }
    }
  },
});
export default advanceUndeclared;

function when(cycle: Field<string>, clock: Field<string> | undefined): string {
  return clock ? `${cycle.value} ${clock.value}` : cycle.value;
}

/** Whether the channel's money comes after the merchants are paid; by day when a clock time is missing. */
function settlesAfter(channel: Channel, product: Product, zone: string | undefined, today: string): boolean {
  const { cycle, arrives_at: arrives } = channel.settlement ?? {};
  const [paid, due] = [cycleOf(product.settlement?.cycle), cycleOf(cycle)];
  if (!paid || !due) return false;
  const byClock = clockOf(product.settlement?.pay_at) !== undefined && clockOf(arrives) !== undefined;
  const [pay, arrive] = byClock
    ? [
        cycleMoment(product.settlement?.cycle, product.settlement?.pay_at, zone),
        cycleMoment(cycle, arrives, timeZoneOf(channel.time_zone) ?? zone),
      ]
    : [moment(paid, zone), moment(due, zone)];
  return pay !== undefined && arrive !== undefined && orderOf(pay, arrive, today) === "before";
}

function moment({ basis, days }: { basis: Moment["basis"]; days: number }, timeZone: string | undefined): Moment {
  return { basis: days === 0 ? "calendar" : basis, minutes: days * 24 * 60, timeZone };
}

function lengthened(
  product: Product,
  cycle: Field<string>,
  arrival: string,
  clock: Field<string> | undefined,
): readonly Fix[] {
  const payAt = product.settlement?.pay_at;
  const edits = [replaceScalar(cycle.node, arrival)];
  if (payAt && clock && payAt.value < clock.value) edits.push({ at: payAt.node, newText: JSON.stringify(clock.value) });
  return [{ title: { en: `Settle at ${arrival}`, zh: `改为 ${arrival} 结算` }, edits }];
}

DOCS: page(advanceUndeclared, {
  why: {
    en: "The difference between the two cycles is the advance, wanted or not. Whoever has not seen it pays merchants from money that belongs to others; the pending balance is the guard against that.",
    zh: "两个周期之差就是垫资，想不想都一样。没看到这一点，就是拿别人的钱付商户；待结算科目正是防这个的。",
  },
  fix: {
    en: "Lengthen `settlement.cycle`, credit the pending balance, or declare `advance` with source and limit.",
    zh: "延长 `settlement.cycle`、先记待结算，或声明 `advance`（资金来源和额度）。",
  },
  silent: {
    en: "Settlement not before arrival, products with `advance`, and channels whose cycle is not given.",
    zh: "结算不早于到账、已声明 `advance`、渠道没写周期的不报。",
  },
  bad: `
    === a.posting.yaml
    kind: posting-rules
    schema: 1
    products:
      - id: fast
        name: 当日结算
        status: draft
        flow: pay_in
        channels: [wallet-qr]
        settlement:
          cycle: D+0
          #      ^^^ post/advance-undeclared: Product fast pays merchants at D+0 15:00, before channel wallet-qr pays us at T+1 10:00. The difference is an advance: declare advance, or lengthen the cycle.
          pay_at: "15:00"
          gate: booked
          exposure_limit: 100000.00
    === b.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: wallet-qr
        name: 山雀钱包（虚构）
        flow: pay_in
        method: qr_payer_scans
        settlement:
          cycle: T+1
          arrives_at: "10:00"
  `,
  good: `
    === a.posting.yaml
    kind: posting-rules
    schema: 1
    products:
      - id: next-day
        name: 次日结算
        status: draft
        flow: pay_in
        channels: [wallet-qr]
        settlement:
          cycle: T+1
          pay_at: "15:00"
          gate: reconciled
    === b.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: wallet-qr
        name: 山雀钱包（虚构）
        flow: pay_in
        method: qr_payer_scans
        settlement:
          cycle: T+1
          arrives_at: "10:00"
  `,
  sources: ["2017-05-15 23:03", "2017-05-17 23:13", "2017-08-08 09:44"],
});
