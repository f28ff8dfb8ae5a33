import type { RulesDocument } from "../index/documents";
import type { In } from "../index/ledger";
import { FEE_CONSTANTS } from "../ledger/product-fee";
import type { Entries, Field } from "../model/fields";
import type { Input, Rule } from "../model/types.generated";
import type { SchemaView } from "../schema/view";
import { AmountNames } from "./amount-names";
import { accountSuggestion, chartAt, postableAccounts } from "./completion-accounts";
import { keysUnder, type Siblings, textOf } from "./completion-context";
import { CompletionItemKind, type Suggestion } from "./completion-item";
import { type CompletionPlace, coversCursor, itemSiblings, pathOf, siblingsAtDepth } from "./completion-place";
import { type FeatureContext, say } from "./context";

const NAME_BEFORE = /[\p{L}_][\p{L}\p{M}\p{N}_.]*$/u;
const NAME_AFTER = /^[\p{L}\p{M}\p{N}_.]*/u;
const ACCOUNT_BEFORE = /(?:balance|turnover)\(\s*(\\?")([^"\\]*)$/;

/** What can be written inside an amount or a condition at the cursor. */
export function expressionSuggestions(context: FeatureContext, place: CompletionPlace, view: SchemaView): Suggestion[] {
  const before = place.text.slice(place.token.start, place.offset);
  const after = place.text.slice(place.offset, place.token.end);
  const account = ACCOUNT_BEFORE.exec(before);
  if (account) return accountsInside(context, place, account[1] ?? '"', account[2] ?? "", after);
  const name = NAME_BEFORE.exec(before)?.[0] ?? "";
  const replace = { start: place.offset - name.length, end: place.offset + (NAME_AFTER.exec(after)?.[0].length ?? 0) };
  const condition = view.annotation("x-expression") === "boolean";
  const found = [
    ...namesInScope(place),
    ...feeConstants(place),
    ...otherTransaction(place),
    ...functions(context, place, condition),
  ];
  const whole = before.replace(/^["']/, "") === name && NAME_AFTER.exec(after)?.[0].length === after.length;
  if (view.annotation("x-expression") === "money" && whole) found.unshift(...literals(context, view));
  return found.map((suggestion) => ({ ...suggestion, replace }));
}

/** `rest`, where it stands alone. */
function literals(context: FeatureContext, view: SchemaView): Suggestion[] {
  return Object.entries(view.annotation("x-enum") ?? {}).map(([word, label]) => ({
    label: word,
    name: say(context, label),
    kind: CompletionItemKind.Keyword,
    source: word,
    words: [label.zh],
    rank: 4,
  }));
}

/** Accounts inside `balance("…")`. */
function accountsInside(
  context: FeatureContext,
  place: CompletionPlace,
  quote: string,
  typed: string,
  after: string,
): Suggestion[] {
  const chart = chartAt(place);
  if (!place.ledger || !chart) return [];
  const rest = /^[^"\\]*/.exec(after)?.[0] ?? "";
  const closed = after.slice(rest.length).startsWith(quote);
  const taken = closed ? rest.length : (/^[\p{L}\p{N}.-]*/u.exec(after)?.[0].length ?? 0);
  const replace = { start: place.offset - typed.length, end: place.offset + taken };
  return postableAccounts(place.ledger, chart).map((account) => ({
    ...accountSuggestion(context, place.ledger!, chart, account),
    source: (account.code?.value ?? "") + (closed ? "" : quote),
    replace,
  }));
}

/** Inputs (as variables) and named amounts (as constants) that are known where the cursor is. */
export function namesInScope(place: CompletionPlace): Suggestion[] {
  const { document, ledger } = place;
  const scope = new Scope();
  const [list] = pathOf(place);
  if (list === "rules") {
    const item = itemSiblings(place);
    const rule =
      document?.kind === "posting-rules" ? document.model.rules.find((r) => coversCursor(place, r.node)) : undefined;
    scope.take(rule?.inputs, rule?.amounts, 2);
    scope.takeKeys(keysUnder(place.text, item.get("inputs")), CompletionItemKind.Variable, 2);
    scope.takeKeys(keysUnder(place.text, item.get("amounts")), CompletionItemKind.Constant, 2);
  }
  if (list === "scenarios" && ledger) {
    const event = textOf(siblingsAtDepth(place, 4), "event");
    for (const { item, document: file } of AmountNames.of(ledger).rulesOf(event)) {
      scope.take(item.inputs, undefined, 2);
      scope.take(file.model.inputs, undefined, 3);
    }
  }
  if (document?.kind === "posting-rules") {
    scope.take(document.model.inputs, document.model.amounts, 3);
    if (list !== "rules") for (const rule of document.model.rules) scope.take(rule.inputs, undefined, 4);
  }
  const self = list === "amounts" || pathOf(place)[2] === "amounts" ? place.parents.at(-1) : undefined;
  return scope.suggestions().filter(({ label }) => self?.kind !== "key" || self.name !== label);
}

/** Collects names, the nearest declaration of each. */
class Scope {
  private readonly found = new Map<string, Suggestion>();

  take(inputs: Entries<Input> | undefined, amounts: Entries<Field<string>> | undefined, rank: number): void {
    for (const [name, { value }] of amounts?.entries ?? [])
      this.add(name, CompletionItemKind.Constant, rank, value.value);
    for (const [name, { value }] of inputs?.entries ?? [])
      this.add(name, CompletionItemKind.Variable, rank, describeInput(value));
  }

  takeKeys(keys: Siblings, kind: CompletionItemKind, rank: number): void {
    for (const name of keys.keys()) this.add(name, kind, rank, undefined);
  }

  add(name: string, kind: CompletionItemKind, rank: number, detail: string | undefined): void {
    if (!this.found.has(name)) this.found.set(name, { label: name, kind, source: name, rank, detail });
  }

  suggestions(): Suggestion[] {
    return [...this.found.values()];
  }
}

/** `money CNY 1.00…50000.00` */
function describeInput(input: Input): string {
  const range = [input.min?.value, input.max?.value];
  const limits = range.some((limit) => limit !== undefined) ? `${range[0] ?? ""}…${range[1] ?? ""}` : undefined;
  return [input.type?.value, input.currency?.value, limits].filter(Boolean).join(" ");
}

/** The fee terms of the rule's product; in the head of a file, those any product has. */
function feeConstants(place: CompletionPlace): Suggestion[] {
  const item = itemSiblings(place);
  const product = pathOf(place)[0] === "rules" ? textOf(item, "product") : undefined;
  const fee = product === undefined ? undefined : place.ledger?.product(product)?.item.fee;
  return FEE_CONSTANTS.flatMap((label): Suggestion[] => {
    const key = label.slice("product.fee.".length) as "rate" | "amount" | "min" | "max";
    const value = fee?.[key]?.value;
    if (fee && value === undefined) return [];
    return [{ label, detail: value, kind: CompletionItemKind.Property, source: label, rank: 5 }];
  });
}

/** `original.x` and `prior.x`, when the rule refers to an original transaction. */
function otherTransaction(place: CompletionPlace): Suggestion[] {
  const { ledger, document } = place;
  const [list] = pathOf(place);
  const item = itemSiblings(place);
  if (!ledger || document?.kind !== "posting-rules") return [];
  const inRule = list === "rules";
  if (inRule && !item.has("original")) return [];
  if (!inRule && !document.model.rules.some((rule) => rule.original)) return [];
  const event = inRule ? textOf(keysUnder(place.text, item.get("original")), "event") : undefined;
  const rules = AmountNames.of(ledger).rulesOf(event);
  const names = (entries: readonly In<Rule, RulesDocument>[]) => {
    const scope = new Scope();
    for (const { item: rule, document: file } of entries) {
      scope.take(rule.inputs, rule.amounts, 6);
      scope.take(file.model.inputs, file.model.amounts, 6);
    }
    if (entries.length === 0) scope.take(document.model.inputs, document.model.amounts, 6);
    return scope.suggestions();
  };
  const with_ = (owner: string, list: Suggestion[]) =>
    list.map((suggestion) => ({
      ...suggestion,
      label: `${owner}.${suggestion.label}`,
      source: `${owner}.${suggestion.label}`,
    }));
  return [
    ...with_("original", names(rules)),
    ...with_(
      "prior",
      namesInScope(place).map((name) => ({ ...name, rank: 7 })),
    ),
  ];
}

const FUNCTIONS = [
  { label: "round", source: "round($1)", name: { en: "rounded to the minor unit", zh: "舍入到最小货币单位" } },
  { label: "min", source: "min($1, $2)", name: { en: "the smaller one", zh: "取较小者" } },
  { label: "max", source: "max($1, $2)", name: { en: "the larger one", zh: "取较大者" } },
  {
    label: "product.fee",
    source: "product.fee($1)",
    name: { en: "the product’s whole fee on an amount", zh: "按产品约定计算的手续费" },
  },
] as const;

const BOOKS = [
  {
    label: "balance",
    source: "balance(Q$1Q)",
    name: { en: "debit minus credit of an account", zh: "科目余额（借减贷）" },
  },
  {
    label: "turnover",
    source: "turnover(Q$1Q, debit)",
    name: { en: "one side’s total of an account", zh: "科目单边发生额" },
  },
] as const;

function functions(context: FeatureContext, place: CompletionPlace, condition: boolean): Suggestion[] {
  // Inside a double-quoted scalar quotes are escaped, and a snippet takes one backslash away.
  const quote = place.quote === '"' ? '\\\\"' : '"';
  return [...FUNCTIONS, ...(condition ? BOOKS : [])].map(({ label, source, name }) => ({
    label,
    name: say(context, name),
    kind: CompletionItemKind.Function,
    source: source.replaceAll("Q", quote),
    snippet: true,
    rank: 8,
  }));
}
