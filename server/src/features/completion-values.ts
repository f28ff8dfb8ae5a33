import { CHECKS } from "../checks/all.generated";
import { allCurrencies } from "../data/currency";
import { eventLabel, resolveEvent, usualStatuses } from "../index/events";
import { purposeLabel } from "../index/purposes";
import type { Text } from "../l10n/text";
import { parseCycle } from "../ledger/calendar";
import { resolveReference } from "../schema/registry";
import type { SchemaView } from "../schema/view";
import { accountSuggestions, bankAccountSuggestions, chartAt } from "./completion-accounts";
import { textOf } from "./completion-context";
import { expressionSuggestions, namesInScope } from "./completion-expressions";
import { CompletionItemKind, type Suggestion } from "./completion-item";
import { isBoolean } from "./completion-keys";
import { pathSuggestions } from "./completion-paths";
import { type CompletionPlace, coversCursor, itemText, pathOf, siblingsAtDepth } from "./completion-place";
import { type FeatureContext, say } from "./context";
import { cycleInWords } from "./cycle-words";

/** What may stand as a value, or as an item of a list of values. `view` is the place of the value itself. */
export function valueSuggestions(context: FeatureContext, place: CompletionPlace, view: SchemaView): Suggestion[] {
  if (view.annotation("x-expression")) return expressionSuggestions(context, place, view);
  const found: Suggestion[] = [];
  const spaces = spacesOf(view.annotation("x-ref"));
  found.push(...listedValues(context, place, view));
  for (const space of spaces) found.push(...nameSuggestions(context, place, space));
  if (isBoolean(view))
    found.push(...["true", "false"].map((label) => ({ label, kind: CompletionItemKind.Keyword, source: label })));
  if (found.length === 0 || view.annotation("x-type") === "share") found.push(...typedValues(context, place, view));
  const seen = new Set<string>();
  return found.filter(({ label }) => !seen.has(label) && seen.add(label));
}

export function spacesOf(spaces: string | readonly string[] | undefined): readonly string[] {
  return typeof spaces === "string" ? [spaces] : (spaces ?? []);
}

/** Values the schema lists, with their meaning. Of an event's statuses the usual ones come first. */
function listedValues(context: FeatureContext, place: CompletionPlace, view: SchemaView): Suggestion[] {
  const listed = view.values();
  if (!listed) return [];
  const raw = !view.types.has("string") && view.types.size > 0;
  const path = pathOf(place);
  const event = path.at(-1) === "status" ? textOf(place.siblings(), "event") : undefined;
  const builtIn = event && place.ledger ? resolveEvent(place.ledger.settings, event) : undefined;
  const usual: readonly string[] = builtIn ? usualStatuses(builtIn) : [];
  return [...listed.values].map(([value, label]) => ({
    label: value,
    name: label && say(context, label),
    kind: CompletionItemKind.EnumMember,
    ...(raw ? { source: value } : { value }),
    words: [label?.zh],
    rank: usual.includes(value) ? 3 : 4,
    data: { of: "schema", kind: place.kindOfFile, path, value },
  }));
}

/** The names of a space that mean something at the place. */
export function nameSuggestions(context: FeatureContext, place: CompletionPlace, space: string): Suggestion[] {
  const { ledger } = place;
  switch (space) {
    case "account":
      return accountSuggestions(context, place);
    case "bank_account":
      return bankAccountSuggestions(context, place);
    case "rule":
      return ruleSuggestions(context, place);
    case "term":
      return termSuggestions(context, place);
    case "currency":
      return currencySuggestions(context, place);
    case "check":
      return checkSuggestions(context);
    case "path":
      return pathSuggestions(context, place);
    case "input":
    case "amount":
      return namesInScope(place).filter((name) => name.kind === CompletionItemKind.Variable || space === "amount");
    case "step":
      return stepSuggestions(place);
    case "dimension":
      return dimensionSuggestions(context, place);
    case "product":
    case "channel":
    case "tender":
    case "entity":
    case "unit":
    case "event":
    case "purpose":
      return ledger ? namedItems(context, place, space) : [];
    default:
      return [];
  }
}

function namedItems(
  context: FeatureContext,
  place: CompletionPlace,
  space: "product" | "channel" | "tender" | "entity" | "unit" | "event" | "purpose",
): Suggestion[] {
  const ledger = place.ledger!;
  const found: Suggestion[] = [];
  for (const document of ledger.documents) {
    for (const { name } of document.symbols.definitionsIn(space)) {
      const title =
        space === "product"
          ? ledger.product(name)?.item.name?.value
          : space === "channel"
            ? ledger.channel(name)?.item.name?.value
            : space === "event"
              ? say(context, eventLabel(name, ledger.settings))
              : space === "purpose"
                ? say(context, purposeLabel(name, ledger.settings))
                : undefined;
      found.push({
        label: name,
        name: title,
        kind: CompletionItemKind.Reference,
        value: name,
        rank: 4,
        data: { of: "symbol", uri: document.uri, space, name },
      });
    }
  }
  return found;
}

/** Rules; at the places of a difference those that take it up or clear it come first. */
function ruleSuggestions(context: FeatureContext, place: CompletionPlace): Suggestion[] {
  const { ledger } = place;
  if (!ledger) return [];
  const path = pathOf(place);
  const wanted = path.includes("differences")
    ? path.includes("clear_rules")
      ? ["difference_clear", "write_off", "adjustment"]
      : ["difference"]
    : path.at(-1) === "restored_by"
      ? ["funds_move"]
      : undefined;
  const own = path[0] === "rules" ? itemText(place, "id") : undefined;
  const found: Suggestion[] = [];
  for (const { item: rule, document } of ledger.rules()) {
    const id = rule.id?.value;
    if (id === undefined || id === own) continue;
    const event = rule.event?.value;
    found.push({
      label: id,
      name: rule.title?.value,
      detail: event && `${say(context, eventLabel(event, ledger.settings))} · ${rule.status?.value ?? "succeeded"}`,
      kind: CompletionItemKind.Reference,
      value: id,
      rank: wanted?.includes(event ?? "") ? 3 : 5,
      data: { of: "symbol", uri: document.uri, space: "rule", name: id },
    });
  }
  return found;
}

function termSuggestions(context: FeatureContext, place: CompletionPlace): Suggestion[] {
  const uri = place.file.source.uri;
  return [...context.glossaries.for(uri).glossary.terms.values()].map((term) => ({
    label: term.id,
    name: say(context, term.name),
    kind: CompletionItemKind.Text,
    value: term.id,
    words: [term.name.zh, ...term.aliases],
    data: { of: "term", uri, id: term.id },
  }));
}

function currencySuggestions(context: FeatureContext, place: CompletionPlace): Suggestion[] {
  const chart = chartAt(place);
  const first = new Set([
    chart?.baseCurrency,
    ...(chart?.accounts.flatMap((account) => chart.currenciesOf(account)) ?? []),
  ]);
  const current = [...allCurrencies()].filter(({ kind, withdrawn }) => kind === "currency" && withdrawn === undefined);
  return current.map(({ code, name }) => ({
    label: code,
    name: say(context, name),
    words: [name.zh],
    kind: CompletionItemKind.Unit,
    value: code,
    rank: first.has(code) ? 3 : 6,
  }));
}

function checkSuggestions(context: FeatureContext): Suggestion[] {
  const areas = [...new Set(CHECKS.map((check) => check.code.split("/")[0] ?? ""))];
  return [
    ...CHECKS.map((check) => ({
      label: check.code,
      name: say(context, check.title),
      kind: CompletionItemKind.Event,
      value: check.code,
    })),
    ...areas.map((area) => ({ label: area, kind: CompletionItemKind.Folder, value: area, rank: 6 })),
  ];
}

/** The steps of the scenario the cursor is in. */
function stepSuggestions(place: CompletionPlace): Suggestion[] {
  const steps = place.document?.symbols.definitionsIn("step") ?? [];
  return [...steps].flatMap(({ name, item }) =>
    coversCursor(place, item) ? [{ label: name, kind: CompletionItemKind.Reference, value: name }] : [],
  );
}

/** The dimensions of the format and the project's own; those of the leg's account first. */
function dimensionSuggestions(context: FeatureContext, place: CompletionPlace): Suggestion[] {
  const leg = siblingsAtDepth(place, place.parents.length - 1);
  const code = textOf(leg, "debit") ?? textOf(leg, "credit");
  const account = code === undefined ? undefined : chartAt(place)?.account(code);
  const own = new Set(account?.dimensions.map((dimension) => dimension.value));
  const builtIn = Object.entries(resolveReference("common.schema.json#/$defs/dimension", "").schema["x-enum"] ?? {});
  const project = [...(place.ledger?.names("dimension") ?? [])].map((name) => [name, undefined] as const);
  return [...builtIn, ...project].map(([name, label]) => ({
    label: name,
    name: label && say(context, label),
    kind: CompletionItemKind.EnumMember,
    value: name,
    words: [label?.zh],
    rank: own.has(name) ? 3 : 4,
  }));
}

/** `$name` takes a dimension's value from an input of the event. */
function variables(place: CompletionPlace): Suggestion[] {
  const dimension = place.parents.at(-1);
  const names = [
    ...(dimension?.kind === "key" ? [dimension.name] : []),
    ...namesInScope(place).flatMap(({ label, kind }) => (kind === CompletionItemKind.Variable ? [label] : [])),
  ];
  return [...new Set(names)].map((name) => ({
    label: `$${name}`,
    kind: CompletionItemKind.Variable,
    ...(place.quote ? { value: `$${name}` } : { source: `$${name}` }),
  }));
}

const TIME_ZONES = [
  "Asia/Shanghai",
  "Asia/Hong_Kong",
  "Asia/Singapore",
  "Asia/Tokyo",
  "Europe/London",
  "Europe/Berlin",
  "America/New_York",
  "UTC",
];
const RATE_UNITS: readonly (readonly [string, Text])[] = [
  ["%", { en: "percent", zh: "百分之" }],
  ["‰", { en: "per mille", zh: "千分之" }],
  ["bp", { en: "basis points", zh: "基点" }],
];

/** Values that follow from the type of a scalar: a rate in each unit, cycles in words, a time of day. */
function typedValues(context: FeatureContext, place: CompletionPlace, view: SchemaView): Suggestion[] {
  const value = (label: string, name?: string, quoted = false): Suggestion => ({
    label,
    name,
    kind: CompletionItemKind.Value,
    ...(quoted || place.quote ? { value: label, quoted } : { source: label }),
  });
  const examples = (view.annotation("examples") ?? []).filter((example) => typeof example !== "object").map(String);
  switch (view.annotation("x-type")) {
    case "rate":
    case "share": {
      const number = /^\d+(?:\.\d+)?/.exec(place.typed)?.[0] ?? /^[\d.]+/.exec(examples[0] ?? "")?.[0] ?? "0.6";
      const units = view.annotation("x-type") === "rate" ? RATE_UNITS : RATE_UNITS.slice(0, 1);
      return units.map(([unit, text]) => value(number + unit, say(context, text), true));
    }
    case "cycle":
      return ["T+0", "T+1", "T+2", "D+0", "D+1"].map((label) => {
        const cycle = parseCycle(label);
        return value(label, cycle && say(context, cycleInWords(cycle)));
      });
    case "date":
      return place.ledger ? [value(place.ledger.today, say(context, { en: "today", zh: "今天" }), true)] : [];
    case "time-zone":
      return TIME_ZONES.map((zone) => value(zone));
    case "clock":
    case "statement-time":
      return examples.map((example) => value(example, undefined, true));
    default:
      return pathOf(place).at(-2) === "dimensions" && pathOf(place)[0] === "rules" ? variables(place) : [];
  }
}
