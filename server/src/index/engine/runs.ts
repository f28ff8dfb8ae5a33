import { Rational } from "../../ledger/rational";
import { type ExampleRun, runExample } from "../../ledger/simulate/example";
import type { ScenarioRun } from "../../ledger/simulate/run";
import { simulate } from "../../ledger/simulate/simulate";
import type { Example, RuleSet, Scenario } from "../../ledger/simulate/types";
import type {
  Example as ExampleItem,
  Product,
  Rule as RuleItem,
  Scenario as ScenarioItem,
} from "../../model/types.generated";
import type { RulesDocument } from "../documents";
import type { In, Ledger } from "../ledger";
import { bookOf } from "./book";
import { Kept } from "./kept";
import { productFacts } from "./product-facts";
import { productsToTry } from "./products-of-rule";
import { plainRule, ruleSetOf } from "./rule-set";
import { given, plainScenario } from "./scenario";
import { termsOf } from "./terms";

/** A scenario executed: what was run and what came out. Step `i` of both is step `i` of the item. */
export interface ScenarioResult {
  readonly item: ScenarioItem;
  readonly scenario: Scenario;
  readonly rules: RuleSet;
  readonly run: ScenarioRun;
}

const plain = new Kept<ScenarioItem, Scenario>();
const scenarios = new Kept<ScenarioItem, ScenarioResult>();

/** Runs a scenario, or gives its last run as long as nothing it depends on has changed. */
export function runOf(ledger: Ledger, entry: In<ScenarioItem, RulesDocument>): ScenarioResult {
  const { item, document } = entry;
  const book = bookOf(ledger, document);
  const anchors = document.source.anchors.size > 0 ? document : undefined;
  const scenario = plain.get(item, [book, termsOf(document), ledger.settings.document, anchors], () =>
    plainScenario(ledger, entry),
  );
  const rules = rulesFor(ruleSetOf(ledger), scenario);
  const { identities = [], buffering = [] } = rules;
  const from = [
    book,
    scenario,
    ledger.today,
    ...rules.rules,
    ...rules.products,
    ...identities.flatMap(({ ref, terms }) => [ref, terms]),
    JSON.stringify(buffering),
  ];
  return scenarios.get(item, from, () => ({
    item,
    scenario,
    rules,
    run: simulate(book, rules, scenario, { defaultDay: ledger.today }),
  }));
}

/** The run a scenario would have if it said something else; not kept. */
export function simulateAgain(
  ledger: Ledger,
  { document }: In<ScenarioItem, RulesDocument>,
  scenario: Scenario,
): ScenarioRun {
  const rules = rulesFor(ruleSetOf(ledger), scenario);
  return simulate(bookOf(ledger, document), rules, scenario, { defaultDay: ledger.today });
}

/** Only rules whose events occur can be applied; an edit of another rule does not run the scenario again. */
function rulesFor(all: RuleSet, scenario: Scenario): RuleSet {
  const events = new Set(scenario.steps.map(({ event }) => event));
  return { ...all, rules: all.rules.filter(({ event }) => events.has(event)) };
}

/** One worked example of a rule, computed. */
export interface ExampleResult {
  readonly item: ExampleItem;
  readonly example: Example;
  readonly product: Product | undefined;
  readonly run: ExampleRun;
}

const examples = new Kept<RuleItem, readonly ExampleResult[]>();

/** The examples of a rule, computed by the rule alone. */
export function examplesOf(ledger: Ledger, rule: In<RuleItem, RulesDocument>): readonly ExampleResult[] {
  if (rule.item.examples.length === 0) return [];
  const book = bookOf(ledger, rule.document);
  const ruled = plainRule(ledger, rule);
  const [product] = productsToTry(ledger, rule);
  const facts = product && productFacts(product);
  return examples.get(rule.item, [book, ruled, product], () =>
    rule.item.examples.map((item) => {
      const example = plainExample(ledger, rule.document, item);
      return { item, example, product, run: runExample(book, ruled, facts, example) };
    }),
  );
}

function plainExample(ledger: Ledger, document: RulesDocument, item: ExampleItem): Example {
  return {
    ref: item,
    given: given(item.given),
    expect: item.expect.flatMap((leg) => {
      const side = leg.debit && !leg.credit ? "debit" : leg.credit && !leg.debit ? "credit" : undefined;
      const written = (leg.debit ?? leg.credit)?.value;
      const amount = leg.amount && Rational.parse(leg.amount.value);
      if (!side || written === undefined || !amount) return [];
      const found = ledger.account(document, written, leg.entity?.value);
      const chart = found && ledger.charts.find((one) => one.document === found.document);
      const code = found?.item.code?.value ?? written;
      return [{ ref: leg, side, account: chart ? `${chart.entity}:${code}` : code, amount }] as const;
    }),
    ...(item.name && { name: item.name.value }),
  };
}
