import { casesTried, proofWords, verdictOf } from "../features/proof-words";
import type { RulesDocument } from "../index/documents";
import { inputFigures } from "../index/engine/figures";
import { type ProvedRule, proofOf } from "../index/engine/proof-of-rule";
import type { In, Ledger } from "../index/ledger";
import { inLocale, type Locale, type Text } from "../l10n/text";
import type { Verdict } from "../ledger/proof/verdict";
import type { Rule } from "../model/types.generated";
import { loadPaths } from "./check";
import { displayPath } from "./display-path";
import { EXIT } from "./exit";

export interface ProveOptions {
  readonly format: "text" | "json";
  readonly locale: Locale;
}

/** One rule in the report. */
export interface ProvedLine {
  readonly file: string;
  readonly id: string;
  readonly verdict: Verdict["kind"];
  /** Values tried, a counterexample included; 0 for a symbolic proof. */
  readonly cases: number;
  /** Inputs by name, decimal. */
  readonly counterexample: Readonly<Record<string, string>> | null;
  readonly reason: string | null;
}

/** `counting-house prove PATH…`: the proof of every rule; returns the exit code, 1 when a rule is refuted. */
export async function proveCommand(paths: readonly string[], options: ProveOptions): Promise<number> {
  const say = (text: Text) => inLocale(text, options.locale);
  const faults: string[] = [];
  const { workspace, wanted } = await loadPaths(paths, ({ path, reason }) =>
    faults.push(say({ en: `${path}: cannot be read (${reason})`, zh: `${path}：无法读取（${reason}）` })),
  );
  const proofs = workspace.ledgers.flatMap((ledger) =>
    [...ledger.rules()]
      .filter(({ document }) => wanted(document.uri))
      .map((rule) => ({ ledger, rule, proved: proofOf(ledger, rule) })),
  );
  const rules = proofs.map(({ rule, proved }) => lineOf(rule, proved, say));
  if (options.format === "json") process.stdout.write(`${JSON.stringify({ rules }, null, 2)}\n`);
  else {
    const lines = proofs.map(({ ledger, rule, proved }) => textOf(ledger, rule, proved, say));
    process.stdout.write(`${[...lines, summaryOf(rules, say)].join("\n")}\n`);
  }
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  if (faults.length > 0) return EXIT.fault;
  return rules.some(({ verdict }) => verdict === "refuted") ? EXIT.findings : EXIT.clean;
}

function lineOf(
  { item, document }: In<Rule, RulesDocument>,
  proved: ProvedRule,
  say: (text: Text) => string,
): ProvedLine {
  const verdict = verdictOf(proved);
  return {
    file: displayPath(document.uri),
    id: item.id?.value ?? "",
    verdict: verdict.kind,
    cases: casesTried(proved),
    counterexample:
      verdict.kind === "refuted" ? Object.fromEntries(inputFigures(proved.scope, verdict.counterexample.inputs)) : null,
    reason: verdict.kind === "unproven" ? say(verdict.reason) : null,
  };
}

function textOf(
  ledger: Ledger,
  { item, document }: In<Rule, RulesDocument>,
  proved: ProvedRule,
  say: (text: Text) => string,
): string {
  return `${displayPath(document.uri)} ${item.id?.value ?? "?"}: ${say(proofWords(ledger, proved))}`;
}

function summaryOf(rules: readonly ProvedLine[], say: (text: Text) => string): string {
  const count = (...kinds: readonly Verdict["kind"][]) => rules.filter(({ verdict }) => kinds.includes(verdict)).length;
  const [proved, refuted, unproven] = [
    count("proved-symbolic", "proved-exhaustive"),
    count("refuted"),
    count("unproven"),
  ];
  return say({
    en: `${rules.length} rules: ${proved} proved, ${refuted} refuted, ${unproven} unproven.`,
    zh: `${rules.length} 条规则：${proved} 条已证明，${refuted} 条不平衡，${unproven} 条未证明。`,
  });
}
