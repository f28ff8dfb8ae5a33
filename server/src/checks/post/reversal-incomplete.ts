import type { RulesDocument } from "../../index/documents";
import { bookOf } from "../../index/engine/book";
import { currenciesOf } from "../../index/engine/currencies";
import { figure } from "../../index/engine/figures";
import { Kept } from "../../index/engine/kept";
import { productFacts } from "../../index/engine/product-facts";
import { productsToTry } from "../../index/engine/products-of-rule";
import { proofOf } from "../../index/engine/proof-of-rule";
import { itemOfLeg } from "../../index/engine/refs";
import { plainRule } from "../../index/engine/rule-set";
import { ownNames, scopeOfRule } from "../../index/engine/scope-of-rule";
import { expressionOf } from "../../index/expressions";
import type { In, Ledger } from "../../index/ledger";
import { type Purpose, purposeOf } from "../../index/purposes";
import type { Expression } from "../../ledger/expression/ast";
import { namesUsed } from "../../ledger/expression/symbols";
import { type AccountReturn, accountsAfterReversal } from "../../ledger/simulate/reversal";
import type { Product, Rule } from "../../model/types.generated";
import { headOf } from "../../yaml/path";
import { type CheckFinding, check } from "../check";
import { page } from "../pages";
import { inputsText, withInputs } from "./shared/proof-words";
import { ruleName, spaced } from "./shared/wording";

/** Where a fee that is kept on a refund may stay: with us, and at the expense of whoever paid it. */
const KEPT_FEE: ReadonlySet<Purpose> = new Set(["fee_income", "fee_receivable", "fee_prepaid"]);
const FEE_PAYER: ReadonlySet<Purpose> = new Set([
  "merchant_pending",
  "merchant_available",
  "customer_balance",
  "refund_transit",
]);

const reversalIncomplete = check({
  code: "post/reversal-incomplete",
  severity: "error",
  tier: "P1",
  on: "ledger",
  title: { en: "A reversal brings every account back", zh: "冲回之后各科目回到原处" },
  *run(ledger) {
    for (const reversing of ledger.rules()) {
      const id = reversing.item.reverses;
      const rule = id && ledger.rule(id.value);
      if (!id || !rule || rule.item === reversing.item) continue;
      const found = judge(ledger, rule, reversing);
      if (found) yield { ...found, at: id.node };
    }
  },
});
export default reversalIncomplete;

function judge(
  ledger: Ledger,
  rule: In<Rule, RulesDocument>,
  reversing: In<Rule, RulesDocument>,
): Omit<CheckFinding, "at"> | undefined {
  if ([rule, reversing].some((one) => proofOf(ledger, one).unfinished || one.item.entries.length === 0))
    return undefined;
  if (takesPart(rule, reversing)) return undefined;
  for (const product of productsToTry(ledger, reversing)) {
    const open = accountsAfter(ledger, rule, reversing, product).filter(({ verdict }) => verdict.kind === "refuted");
    if (open.length === 0 || isKeptFee(ledger, product, open)) continue;
    return describe(ledger, rule, reversing, open, product);
  }
  return undefined;
}

const known = new Kept<Rule, readonly AccountReturn[]>();

function accountsAfter(
  ledger: Ledger,
  rule: In<Rule, RulesDocument>,
  reversing: In<Rule, RulesDocument>,
  product: Product | undefined,
): readonly AccountReturn[] {
  const book = bookOf(ledger, reversing.document);
  const [own, back] = [plainRule(ledger, rule), plainRule(ledger, reversing)];
  return known.get(reversing.item, [book, own, back, product], () =>
    accountsAfterReversal(book, own, back, product && productFacts(product)),
  );
}

function describe(
  ledger: Ledger,
  rule: In<Rule, RulesDocument>,
  reversing: In<Rule, RulesDocument>,
  open: readonly AccountReturn[],
  product: Product | undefined,
): Omit<CheckFinding, "at"> | undefined {
  const [first] = open;
  if (first?.verdict.kind !== "refuted") return undefined;
  const { inputs, debit, credit } = first.verdict.counterexample;
  const scope = scopeOfRule(ledger, rule, { product });
  const given = withInputs(inputsText({ scope }, inputs));
  const [left, right] = [debit, credit].map((amount) => figure(amount, currenciesOf(ledger), first.currency));
  const others = open.slice(1).map(({ account }) => account);
  const more =
    others.length > 0
      ? { en: ` The same holds for ${others.join(", ")}.`, zh: `${others.join("、")} 也一样。` }
      : { en: "", zh: "" };
  const name = ruleName(reversing.item);
  const id = rule.item.id?.value ?? "";
  return {
    message: {
      en: `${name.en} does not bring ${first.account} back to where ${id} found it: ${given.en}together they debit ${left} and credit ${right}.${more.en}`,
      zh: `${spaced(name.zh)}没有把 ${first.account} 冲回 ${id} 之前的余额：${given.zh}两条规则合计借 ${left}、贷 ${right}。${more.zh}`,
    },
    related: open.flatMap(({ legs, reversingLegs }) =>
      [...legs, ...reversingLegs].map((leg) => {
        const item = itemOfLeg(leg);
        return {
          at: (item.debit ?? item.credit)?.node ?? headOf(item.node),
          message: legs.includes(leg)
            ? { en: `Posted by ${id}`, zh: `由 ${id} 记账` }
            : { en: "Taken back here", zh: "在这里冲回" },
        };
      }),
    ),
  };
}

/** A fee declared to be kept (or charged anew) on refunds stays with us and is missing from whoever paid it. */
function isKeptFee(ledger: Ledger, product: Product | undefined, open: readonly AccountReturn[]): boolean {
  const policy = product?.fee?.on_refund?.value;
  if (policy !== "keep" && policy !== "charge") return false;
  const purposes = open.map(({ entity, account }) => {
    const chart = ledger.charts.find((one) => one.entity === entity);
    return purposeOf(ledger.settings, chart?.accountByCode(account));
  });
  return (
    purposes.some((purpose) => purpose !== undefined && KEPT_FEE.has(purpose)) &&
    purposes.every((purpose) => purpose !== undefined && (KEPT_FEE.has(purpose) || FEE_PAYER.has(purpose)))
  );
}

/** A partial refund: its amount is an input of its own that the rule it reverses does not know, and no cap demands the whole. */
function takesPart(rule: In<Rule, RulesDocument>, reversing: In<Rule, RulesDocument>): boolean {
  if (reversing.item.original?.cap?.value === "full" || rule.item.event?.value === reversing.item.event?.value)
    return false;
  const own = inputsOf(rule);
  return [...inputsOf(reversing)].some((name) => !name.includes(".") && !own.has(name));
}

function inputsOf(rule: In<Rule, RulesDocument>): ReadonlySet<string> {
  const { amounts } = ownNames(rule);
  const names = new Set<string>();
  const waiting = new Set<Expression>(
    rule.item.entries.flatMap(({ amount }) => (amount ? [expressionOf(amount.value).root] : [])),
  );
  for (const expression of waiting) {
    for (const { name } of namesUsed(expression)) {
      const amount = amounts.get(name);
      if (amount) waiting.add(amount);
      else names.add(name);
    }
  }
  return names;
}

DOCS: page(reversalIncomplete, {
  why: {
    en: "A reversal that forgets a leg, or computes an amount anew instead of taking the original's, leaves a balance nobody looks for. Both rules are put together and proved: every account must end where it began.",
    zh: "冲回时漏了一条分录，或者重新计算金额而不取原交易的，就会留下没人去找的余额。这里把两条规则合在一起证明：每个科目都要回到起点。",
  },
  fix: {
    en: "Mirror every leg of the reversed rule with the amounts of the original (`original.x`); declare `fee.on_refund: keep` when the fee stays.",
    zh: "逐条反向记原规则的分录，金额取原交易的（`original.x`）；手续费不退的，声明 `fee.on_refund: keep`。",
  },
  silent: {
    en: "Every account comes back, or only a fee declared to be kept stays; partial refunds with an amount of their own; what cannot be decided.",
    zh: "各科目都能冲回、或只留下声明不退的手续费、带独立金额的部分退款、无法判定时不报。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "100201"
        name: 备付金存款
        class: asset
      - code: "220201"
        name: 商户待结算
        class: liability
      - code: "6021"
        name: 手续费收入
        class: income
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      gross:
        type: money
        min: 1.00
    rules:
      - id: pay.ok
        event: payment
        idempotency_key: [payment_no]
        entries:
          - debit: "100201"
            amount: gross
          - credit: "220201"
            amount: rest
          - credit: "6021"
            amount: round(gross * 0.006)
      - id: pay.voided
        event: void
        idempotency_key: [void_no]
        reverses: pay.ok
        #         ^^^^^^ post/reversal-incomplete: Rule pay.voided does not bring 220201 back to where pay.ok found it: with gross = 1.00, together they debit 1.00 and credit 0.99. The same holds for 6021.
        original:
          required: true
          event: payment
          match: [payment_no]
          cap: full
        entries:
          - debit: "220201"
            amount: original.gross
          - credit: "100201"
            amount: original.gross
  `,
  good: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "100201"
        name: 备付金存款
        class: asset
      - code: "220201"
        name: 商户待结算
        class: liability
      - code: "6021"
        name: 手续费收入
        class: income
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      gross:
        type: money
        min: 1.00
    amounts:
      fee: round(gross * 0.006)
    rules:
      - id: pay.ok
        event: payment
        idempotency_key: [payment_no]
        entries:
          - debit: "100201"
            amount: gross
          - credit: "220201"
            amount: rest
          - credit: "6021"
            amount: fee
      - id: pay.voided
        event: void
        idempotency_key: [void_no]
        reverses: pay.ok
        original:
          required: true
          event: payment
          match: [payment_no]
          cap: full
        entries:
          - debit: "220201"
            amount: original.gross - original.fee
          - debit: "6021"
            amount: original.fee
          - credit: "100201"
            amount: original.gross
  `,
});
