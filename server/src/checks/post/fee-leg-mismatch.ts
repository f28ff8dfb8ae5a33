import { accountTitle } from "../../index/account-words";
import { expressionOf } from "../../index/expressions";
import type { Ledger } from "../../index/ledger";
import { type Purpose, purposeFacts } from "../../index/purposes";
import { type BookedLeg, type BookedRule, legsOn, RuleBook } from "../../index/rule-book";
import { isOver } from "../../index/validity";
import { type Expression, print } from "../../ledger/expression/ast";
import { usesProduct } from "../../ledger/expression/symbols";
import type { Product } from "../../model/types.generated";
import { type CheckFinding, check, replace } from "../check";
import { replaceScalar } from "../edits";
import { page } from "../pages";
import { accountNode, isReadable, onlyAccount } from "./shared/counterparts";
import { eventWord, inner, placeOf, productName, ruleName, spaced } from "./shared/wording";

/** Events in which a fee for the trade itself is earned; other fee income (advances, interest, differences) is another fee. */
const EARNING: ReadonlySet<string> = new Set([
  "payment",
  "top_up",
  "transfer",
  "withdrawal",
  "payout",
  "pre_auth_completion",
  "escrow_confirm",
  "split",
  "settlement",
  "fee",
]);
const MERCHANT: readonly Purpose[] = ["merchant_pending", "merchant_available", "customer_balance"];

const feeLegMismatch = check({
  code: "post/fee-leg-mismatch",
  severity: "error",
  tier: "P1",
  on: "ledger",
  wholeLedger: true,
  title: { en: "The fee is booked once, when and how the terms say", zh: "手续费按条款所说的时点和方式只记一次" },
  *run(ledger) {
    const book = RuleBook.of(ledger);
    const said = new Set<BookedLeg>();
    for (const { item: product } of ledger.products()) {
      if (!product.fee || !product.id || isOver(product, ledger.today)) continue;
      const rules = book.ofProduct(product.id.value).filter((rule) => EARNING.has(rule.event ?? ""));
      const own = rules.filter((rule) => rule.guard.products);
      const earning = own.flatMap((rule) => feeLegs(rule).map((leg) => ({ rule, leg })));
      for (const found of [
        ...misplacedFees(ledger, product, own),
        ...(earning.length === 0 ? missingFee(product, rules, own) : timing(product, earning)),
        ...earning.flatMap(({ rule, leg }) => modeOf(product, rule, leg)),
      ]) {
        if (said.has(found.leg)) continue;
        if (found.leg !== NO_LEG) said.add(found.leg);
        yield found.finding;
      }
    }
  },
});
export default feeLegMismatch;

interface Found {
  readonly leg: BookedLeg;
  readonly finding: CheckFinding;
}

const NO_LEG = {} as BookedLeg;

function feeLegs(rule: BookedRule): readonly BookedLeg[] {
  return legsOn(rule, "credit", "fee_income").filter((leg) => !leg.leg.red?.value);
}

/** The event in which the fee is recognised has rules, all of them readable, and none earns it. */
function missingFee(product: Product, rules: readonly BookedRule[], own: readonly BookedRule[]): readonly Found[] {
  const event = product.fee!.recognised_on?.value;
  const expected = own.filter((rule) => rule.guard.event === event);
  if (expected.length === 0 || !rules.every(isReadable) || rules.some((rule) => feeLegs(rule).length > 0)) return [];
  const name = productName(product);
  return [
    {
      leg: NO_LEG,
      finding: {
        at: placeOf(product, "fee"),
        message: {
          en: `${name.en} has a fee, and none of its rules credits fee income: booking only the net amount loses the revenue.`,
          zh: `${spaced(name.zh)}有手续费，却没有规则贷记手续费收入。只记净额，收入就丢了。`,
        },
        related: expected.map((rule) => ({
          at: rule.rule.event!.node,
          message: { en: "The fee should be earned here", zh: "应在这里确认手续费" },
        })),
      },
    },
  ];
}

/** Earned in another event than announced, or in two events of one trade. */
function timing(product: Product, earning: readonly { rule: BookedRule; leg: BookedLeg }[]): readonly Found[] {
  const announced = product.fee!.recognised_on;
  const first = earning[0]!.rule.guard.event;
  const late = earning.filter(({ rule }) => rule.guard.event !== (announced?.value ?? first));
  const name = productName(product);
  return late.map(({ rule, leg }) => {
    const its = ruleName(rule.rule);
    const event = eventWord(rule.guard.event);
    return {
      leg,
      finding: {
        at: accountNode(leg),
        message: announced
          ? {
              en: `${its.en} earns the fee on ${event.en}, but ${inner(name.en)} recognises it on ${announced.value}.`,
              zh: `${spaced(its.zh)}在${event.zh}时确认手续费，而${spaced(name.zh)}的条款是在${eventWord(announced.value).zh}时确认。`,
            }
          : {
              en: `${its.en} earns the fee on ${event.en}, although it is earned on ${first} already: it would be charged twice.`,
              zh: `${spaced(its.zh)}在${event.zh}时确认手续费，而${eventWord(first).zh}时已经确认过，会收两次。`,
            },
        fixes: () =>
          announced && earning.every((other) => other.rule.guard.event === rule.guard.event)
            ? [
                replace(announced.node, rule.guard.event, {
                  en: `Recognise it on ${rule.guard.event}`,
                  zh: `改为在${event.zh}时确认`,
                }),
              ]
            : [],
      },
    };
  });
}

/** Net: the fee comes out of the merchant's amount. Gross: it does not. */
function modeOf(product: Product, rule: BookedRule, leg: BookedLeg): readonly Found[] {
  const mode = product.fee!.mode;
  const merchant = legsOn(rule, "credit", ...MERCHANT)[0];
  const amount = leg.leg.amount?.value;
  if (!mode || !merchant || amount === undefined || amount === "rest") return [];
  const billed = rule.legs.find(
    (other) => other.side === "debit" && other.purpose === "fee_receivable" && other.leg.amount?.value === amount,
  );
  const name = productName(product);
  const its = ruleName(rule.rule);
  if (mode.value === "net" && billed)
    return [
      {
        leg: billed,
        finding: {
          at: accountNode(billed),
          message: {
            en: `${its.en} bills the fee to the merchant and credits the full amount, but ${inner(name.en)} deducts it (fee.mode: net).`,
            zh: `${spaced(its.zh)}全额贷记商户、手续费另记应收，而${spaced(name.zh)}的条款是内扣（fee.mode: net）。`,
          },
          fixes: () => [replace(mode.node, "gross", { en: "Charge the fee on top (gross)", zh: "改为外收（gross）" })],
        },
      },
    ];
  if (mode.value === "gross" && !billed && isReduced(rule, merchant, leg))
    return [
      {
        leg: merchant,
        finding: {
          at: accountNode(merchant),
          message: {
            en: `${its.en} takes the fee out of what the merchant gets, but ${inner(name.en)} charges it on top (fee.mode: gross).`,
            zh: `${spaced(its.zh)}从商户应得金额里扣了手续费，而${spaced(name.zh)}的条款是外收（fee.mode: gross）。`,
          },
          fixes: () => [replace(mode.node, "net", { en: "Deduct the fee (net)", zh: "改为内扣（net）" })],
        },
      },
    ];
  return [];
}

/** Whether the merchant's leg is an amount less the fee, as a difference or as the rest of a single undivided debit. */
function isReduced(rule: BookedRule, merchant: BookedLeg, fee: BookedLeg): boolean {
  const amount = definition(rule, merchant.leg.amount?.value);
  if (!amount) return false;
  if (amount.kind === "binary" && amount.operator === "-")
    return print(amount.right) === print(expressionOf(fee.leg.amount!.value).root);
  if (amount.kind !== "rest" || rule.legs.length !== 3) return false;
  const debits = rule.legs.filter((leg) => leg.side === "debit");
  const whole = debits.length === 1 ? definition(rule, debits[0]!.leg.amount?.value) : undefined;
  return whole?.kind === "name" || whole?.kind === "number";
}

/** An amount's expression; a named amount stands for its definition. */
function definition({ rule, document }: BookedRule, amount: string | undefined): Expression | undefined {
  if (amount === undefined) return undefined;
  const { root } = expressionOf(amount);
  const named =
    root.kind === "name"
      ? (rule.amounts.entries.get(root.name) ?? document.model.amounts.entries.get(root.name))
      : undefined;
  return named ? expressionOf(named.value.value).root : root;
}

/** The fee itself credited to a client account. */
function misplacedFees(ledger: Ledger, product: Product, rules: readonly BookedRule[]): readonly Found[] {
  return rules.flatMap((rule) =>
    rule.legs.flatMap((leg) => {
      if (leg.side !== "credit" || !leg.purpose || purposeFacts(leg.purpose).pool !== "client_liability") return [];
      const amount = definition(rule, leg.leg.amount?.value);
      if (amount?.kind !== "call" || !usesProduct(amount) || leg.purpose === "fee_prepaid") return [];
      const its = ruleName(rule.rule);
      const name = productName(product);
      const income = onlyAccount(ledger.settings, leg.chart, "fee_income");
      return [
        {
          leg,
          finding: {
            at: accountNode(leg),
            message: {
              en: `${its.en} credits the fee of ${inner(name.en)} to ${accountTitle(leg.account!)}, which is client money. Credit fee income.`,
              zh: `${spaced(its.zh)}把${spaced(name.zh)}的手续费贷记到 ${accountTitle(leg.account!)}，那是客户的钱。请贷记手续费收入。`,
            },
            fixes: () =>
              income?.code
                ? [
                    {
                      title: { en: `Credit ${accountTitle(income)}`, zh: `改为贷记 ${accountTitle(income)}` },
                      edits: [replaceScalar(accountNode(leg), income.code.value)],
                    },
                  ]
                : [],
          },
        },
      ];
    }),
  );
}

DOCS: page(feeLegMismatch, {
  why: {
    en: "Booking only the net amount loses the revenue line; earning the fee at payment and again at settlement charges it twice. The terms say when and from whom, and the entries must do the same.",
    zh: "只记净额，收入就没了；支付时记一次、结算时又记一次，就收了两遍。什么时候收、从谁那里收，条款怎么说分录就要怎么做。",
  },
  fix: {
    en: "Split the amount into the merchant's part and the fee, in the event that `recognised_on` names.",
    zh: "在 `recognised_on` 指定的事件里，把金额拆成商户所得和手续费两条分录。",
  },
  silent: {
    en: "One fee leg in the announced event that fits the mode. Refund and void rules are not counted; accounts without a purpose are not judged.",
    zh: "在约定事件里只有一条、且与收取方式一致时不报。退款、撤销规则不计；未写用途的科目不判断。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - {code: "220201", name: 商户待结算, class: liability, purpose: merchant_pending}
      - {code: "220202", name: 商户可用余额, class: liability, purpose: merchant_available}
      - {code: "112201", name: 应收手续费, class: asset, purpose: fee_receivable, dimensions: [merchant]}
      - {code: "300101", name: 渠道待清算, class: common, purpose: channel_clearing, clears: {by: external}}
      - {code: "602101", name: 手续费收入, class: income, purpose: fee_income}
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      gross:
        type: money
        min: 10.00
    amounts:
      fee: round(gross * product.fee.rate)
    products:
      - id: lost
        name: 收入丢失
        status: draft
        fee:
      # ^^^ post/fee-leg-mismatch: Product lost has a fee, and none of its rules credits fee income: booking only the net amount loses the revenue.
          {mode: net, model: rate, rate: "0.6%", base: paid_amount, evaluate: per_transaction, collect: realtime, recognised_on: payment}
      - id: twice
        name: 收两次
        status: draft
        fee: {mode: net, model: rate, rate: "0.6%", base: paid_amount, evaluate: per_transaction, collect: realtime, recognised_on: settlement}
      - id: on-top
        name: 外收却内扣
        status: draft
        fee: {mode: gross, model: rate, rate: "0.6%", base: paid_amount, evaluate: per_transaction, collect: periodic, recognised_on: payment}
    rules:
      - id: lost.pay
        product: lost
        event: payment
        entries: [{debit: "300101", amount: gross}, {credit: "220201", amount: gross}]
      - id: twice.pay
        product: twice
        event: payment
        entries:
          - debit: "300101"
            amount: gross
          - credit: "220201"
            amount: rest
          - credit: "602101"
            #       ^^^^^^^^ post/fee-leg-mismatch: Rule twice.pay earns the fee on payment, but product twice recognises it on settlement.
            amount: fee
      - id: twice.settle
        product: twice
        event: settlement
        entries:
          - debit: "220201"
            amount: gross
          - credit: "220202"
            amount: rest
          - credit: "602101"
            amount: fee
      - id: on-top.pay
        product: on-top
        event: payment
        entries:
          - debit: "300101"
            amount: gross
          - credit: "220201"
            #       ^^^^^^^^ post/fee-leg-mismatch: Rule on-top.pay takes the fee out of what the merchant gets, but product on-top charges it on top (fee.mode: gross).
            amount: gross - fee
          - credit: "602101"
            amount: fee
  `,
  good: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - {code: "220201", name: 商户待结算, class: liability, purpose: merchant_pending}
      - {code: "112201", name: 应收手续费, class: asset, purpose: fee_receivable, dimensions: [merchant]}
      - {code: "300101", name: 渠道待清算, class: common, purpose: channel_clearing, clears: {by: external}}
      - {code: "602101", name: 手续费收入, class: income, purpose: fee_income}
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      gross:
        type: money
        min: 10.00
    amounts:
      fee: round(gross * product.fee.rate)
    products:
      - id: on-top
        name: 外收
        status: draft
        fee: {mode: gross, model: rate, rate: "0.6%", base: paid_amount, evaluate: per_transaction, collect: periodic, recognised_on: payment}
    rules:
      - id: on-top.pay
        product: on-top
        event: payment
        entries:
          - debit: "300101"
            amount: gross
          - debit: "112201"
            amount: fee
            dimensions: {merchant: $merchant}
          - credit: "220201"
            amount: gross
          - credit: "602101"
            amount: fee
  `,
  sources: ["2017-05-12 16:53", "2017-06-09 18:24", "2017-06-09 20:17"],
});
