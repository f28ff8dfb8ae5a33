import { differencesOf } from "../checks/post/shared/example-findings";
import { scenarioFindings } from "../checks/post/shared/scenario-findings";
import type { RulesDocument } from "../index/documents";
import { bookOf } from "../index/engine/book";
import { placeOfLeg } from "../index/engine/leg-place";
import { productFacts } from "../index/engine/product-facts";
import { proofOf } from "../index/engine/proof-of-rule";
import { plainRule } from "../index/engine/rule-set";
import { type ExampleResult, examplesOf, runOf } from "../index/engine/runs";
import { sampleGiven } from "../index/engine/sample";
import type { In, Ledger } from "../index/ledger";
import { Rational } from "../ledger/rational";
import type { Line } from "../ledger/simulate/entry";
import { type ExampleRun, runExample } from "../ledger/simulate/example";
import type { Balance } from "../ledger/simulate/run";
import type { Rule, Scenario } from "../model/types.generated";
import type { PlaceParams, PostingPreview, PreviewLeg, PreviewStep } from "../protocol";
import { headOf } from "../yaml/path";
import { type FeatureContext, locate, say } from "./context";
import {
  accountName,
  computedLeg,
  isInside,
  previewBalance,
  sourcePlace,
  tAccountsOf,
  trialBalanceOf,
} from "./preview-parts";
import { proofWords, verdictOf } from "./proof-words";

/** Steps beyond this are not listed; T-accounts and the trial balance still count them. */
const MOST_STEPS = 2000;

/** The rule or scenario at a place, or the first rule of the file when the place is in none. */
export function postingPreview(context: FeatureContext, { uri, position }: PlaceParams): PostingPreview | undefined {
  const found = entryAt(context, uri, position);
  if (!found) return undefined;
  return "rule" in found
    ? rulePreview(context, found.ledger, found.rule)
    : scenarioPreview(context, found.ledger, found.scenario);
}

export type EntryAt = { readonly ledger: Ledger } & (
  | { readonly rule: In<Rule, RulesDocument> }
  | { readonly scenario: In<Scenario, RulesDocument> }
);

/** The rule or scenario a position stands in. */
export function entryAt(context: FeatureContext, uri: string, position: PlaceParams["position"]): EntryAt | undefined {
  const at = locate(context, uri, position);
  const { document, ledger } = at ?? {};
  if (!at || !ledger || document?.kind !== "posting-rules") return undefined;
  const rule = document.model.rules.find(({ node }) => isInside(node, uri, at.offset));
  if (rule) return { ledger, rule: { item: rule, document } };
  const scenario = document.model.scenarios.find(({ node }) => isInside(node, uri, at.offset));
  return scenario && { ledger, scenario: { item: scenario, document } };
}

function rulePreview(context: FeatureContext, ledger: Ledger, rule: In<Rule, RulesDocument>): PostingPreview {
  const { item } = rule;
  const proved = proofOf(ledger, rule);
  const examples = examplesOf(ledger, rule);
  const sample =
    examples.length === 0 && !proved.unfinished && item.entries.length > 0 ? sampleOf(ledger, rule) : undefined;
  const shown = examples[0]?.run ?? sample?.run;
  const lines = (shown?.lines ?? []).map(({ leg, account, currency, amount }) => ({
    entity: account.entity.id,
    account: account.code,
    currency,
    side: leg.side,
    amount,
  }));
  return {
    kind: "rule",
    id: item.id?.value ?? "",
    title: item.title?.value ?? item.id?.value ?? "",
    entry: item.entries.flatMap((leg) => ruleLeg(context, ledger, rule, leg)),
    proof: { verdict: verdictOf(proved).kind, text: say(context, proofWords(ledger, proved)) },
    steps: [
      ...examples.map((example) => exampleStep(context, ledger, example)),
      ...(sample ? [sampleStep(context, ledger, rule, sample)] : []),
    ],
    tAccounts: tAccountsOf(ledger, [], lines),
    trialBalance: trialBalanceOf(ledger, balancesOf(shown?.lines ?? [])),
  };
}

function ruleLeg(
  context: FeatureContext,
  ledger: Ledger,
  { item, document }: In<Rule, RulesDocument>,
  leg: Rule["entries"][number],
): readonly PreviewLeg[] {
  const product = item.product[0] && ledger.product(item.product[0].value)?.item;
  const { side, code, entity, currency } = placeOfLeg(ledger, document, leg, product && productFacts(product).currency);
  if (!side) return [];
  const dimensions = [...leg.dimensions.entries].map(([name, { value }]) => `${name}=${value.value}`).join(", ");
  return [
    {
      side,
      account: accountName(ledger, entity, code),
      expression: leg.amount?.value ?? "",
      currency,
      place: sourcePlace(context, headOf(leg.node)),
      ...(dimensions !== "" && { dimensions }),
      ...(leg.timing && leg.timing.value !== "realtime" && { timing: leg.timing.value }),
      ...(leg.red?.value && { red: true }),
    },
  ];
}

/** An example as a step: its legs with amounts, and what they leave on the accounts. */
export function exampleStep(context: FeatureContext, ledger: Ledger, example: ExampleResult): PreviewStep {
  const { item, run } = example;
  const title =
    item.name?.value ?? [...item.given.entries].map(([name, { value }]) => `${name} = ${value.value}`).join(", ");
  const step = stepOfLines(context, ledger, run);
  const differences = [...differencesOf(ledger, example)].map(({ message }) => say(context, message));
  const problems = [...new Set([...step.problems, ...differences])];
  return { ...step, problems, title, place: sourcePlace(context, headOf(item.node)) };
}

function stepOfLines(context: FeatureContext, ledger: Ledger, run: ExampleRun): Omit<PreviewStep, "title"> {
  return {
    legs: run.lines.map((line) => {
      const { account, ...rest } = line;
      return computedLeg(context, ledger, { ...rest, entity: account.entity.id, account: account.code }, true);
    }),
    balances: balancesOf(run.lines).map((balance) => previewBalance(ledger, balance)),
    problems: [...new Set(run.problems.map(({ problem }) => say(context, problem.message)))],
  };
}

function balancesOf(lines: readonly Line[]): readonly Balance[] {
  const balances = new Map<string, Balance>();
  for (const { account, currency, leg, amount } of lines) {
    const key = `${account.entity.id}\n${account.code}\n${currency}`;
    const before = balances.get(key)?.balance ?? Rational.ZERO;
    const balance = leg.side === "debit" ? before.add(amount) : before.sub(amount);
    balances.set(key, { entity: account.entity.id, account: account.code, currency, balance });
  }
  return [...balances.values()];
}

interface Sample {
  readonly given: ReadonlyMap<string, string>;
  readonly run: ExampleRun;
}

/** The rule computed for ordinary inputs; undefined when that does not go through. */
export function sampleOf(ledger: Ledger, rule: In<Rule, RulesDocument>): Sample | undefined {
  const { scope, product } = proofOf(ledger, rule);
  const given = sampleGiven(rule, scope);
  const facts = product && productFacts(product);
  const run = runExample(bookOf(ledger, rule.document), plainRule(ledger, rule), facts, { given, expect: [] });
  return run.problems.length > 0 ? undefined : { given, run };
}

function sampleStep(
  context: FeatureContext,
  ledger: Ledger,
  { item }: In<Rule, RulesDocument>,
  { given, run }: Sample,
): PreviewStep {
  const values = [...given].map(([name, value]) => `${name} = ${value}`).join(", ");
  const title = say(context, { en: `For example ${values}`, zh: `例如 ${values}` });
  return { ...stepOfLines(context, ledger, run), title, place: sourcePlace(context, headOf(item.node)) };
}

function scenarioPreview(context: FeatureContext, ledger: Ledger, entry: In<Scenario, RulesDocument>): PostingPreview {
  const { item } = entry;
  const { run } = runOf(ledger, entry);
  const posted = run.steps.flatMap(({ postings }) => postings.filter(({ state }) => state === "posted"));
  return {
    kind: "scenario",
    id: item.id?.value ?? "",
    title: item.title?.value ?? item.id?.value ?? "",
    entry: [],
    steps: scenarioSteps(context, ledger, entry),
    tAccounts: tAccountsOf(ledger, run.opening, posted),
    trialBalance: trialBalanceOf(ledger, run.closing),
  };
}

/** The steps of a scenario with their legs, the balances they changed, and what went wrong at each. */
export function scenarioSteps(
  context: FeatureContext,
  ledger: Ledger,
  entry: In<Scenario, RulesDocument>,
): readonly PreviewStep[] {
  const result = runOf(ledger, entry);
  const problems = new Map<number, string[]>();
  for (const { finding, said } of scenarioFindings({ ledger, entry, result })) {
    const step = "step" in finding && finding.step !== undefined ? finding.step : result.run.steps.length - 1;
    problems.set(step, [...(problems.get(step) ?? []), say(context, said.message)]);
  }
  return result.run.steps.slice(0, MOST_STEPS).map(({ index, day, rule, postings, changes }) => {
    const step = entry.item.steps[index];
    const status = step?.status && step.status.value !== "succeeded" ? ` ${step.status.value}` : "";
    return {
      title: `${step?.id ? `${step.id.value} ` : ""}${step?.event?.value ?? ""}${status}`,
      accountingDate: day,
      legs: postings.map((posting) => computedLeg(context, ledger, posting, posting.state === "waiting")),
      balances: changes.map((change) => previewBalance(ledger, change)),
      problems: problems.get(index) ?? [],
      ...(step?.at && { at: step.at.value }),
      ...(rule && { rule: rule.id }),
      ...(step && { place: sourcePlace(context, headOf(step.node)) }),
    };
  });
}
