import { AmountScope } from "../../ledger/expression/scope";
import { DEFAULT_LIMITS } from "../../ledger/proof/budget";
import { proveRule } from "../../ledger/proof/prove";
import type { Verdict } from "../../ledger/proof/verdict";
import type { RoundingMode } from "../../ledger/rational";
import { runExample } from "../../ledger/simulate/example";
import { simulate } from "../../ledger/simulate/simulate";
import type { Rule as PlainRule, Terms } from "../../ledger/simulate/types";
import type { Rule } from "../../model/types.generated";
import type { RulesDocument } from "../documents";
import type { Ledger } from "../ledger";
import { bookOf } from "./book";
import { productFacts } from "./product-facts";
import { proofOf } from "./proof-of-rule";
import { plainRule } from "./rule-set";
import { examplesOf, runOf } from "./runs";
import { termsOf } from "./terms";

/**
 * Whether a file could round another way without harm: its other rules stay as proved as they are, its examples and the ledger's
 * scenarios come out as before.
 */
export function keepsEveryResult(ledger: Ledger, document: RulesDocument, mode: RoundingMode, except: Rule): boolean {
  const terms = termsOf(document);
  const changed: Terms = { ...terms, rounding: mode };
  const withMode = (rule: PlainRule): PlainRule => (rule.terms === terms ? { ...rule, terms: changed } : rule);
  for (const item of document.model.rules) {
    const rule = { item, document };
    for (const { rule: proofRule, proof } of proofOf(ledger, rule).all) {
      if (item === except || !isProved(proof.verdict)) continue;
      const { given, policy } = proofRule.scope;
      const scope = new AmountScope(given, { mode, minorUnit: (currency) => policy.minorUnit(currency) });
      const after = proveRule({ ...proofRule, scope }, DEFAULT_LIMITS);
      if (!isProved(after.verdict) || after.signs.length > proof.signs.length) return false;
    }
    for (const { example, product, run } of examplesOf(ledger, rule)) {
      const facts = product && productFacts(product);
      const after = runExample(bookOf(ledger, document), withMode(plainRule(ledger, rule)), facts, example);
      if (after.missing.length + after.extra.length > run.missing.length + run.extra.length) return false;
    }
  }
  for (const entry of ledger.scenarios()) {
    const { run, rules, scenario } = runOf(ledger, entry);
    const book = bookOf(ledger, entry.document);
    const after = simulate(book, { ...rules, rules: rules.rules.map(withMode) }, scenario, {
      defaultDay: ledger.today,
    });
    if (after.findings.length > run.findings.length) return false;
  }
  return true;
}

function isProved({ kind }: Verdict): boolean {
  return kind === "proved-symbolic" || kind === "proved-exhaustive";
}
