import type { CompletionItem, CompletionList, Position } from "vscode-languageserver-types";
import { accountSuggestions, chartAt } from "./completion-accounts";
import { CompletionItemKind, type CompletionOptions, type Suggestion, toItem } from "./completion-item";
import { isArray, isObject, isScalar, itemFrame, keySuggestions } from "./completion-keys";
import { type CompletionPlace, completionPlace, pathOf } from "./completion-place";
import { skeletonSuggestions } from "./completion-snippets";
import { nameSuggestions, spacesOf, valueSuggestions } from "./completion-values";
import { type FeatureContext, say } from "./context";

export type { CompletionOptions, Skeletons } from "./completion-item";
export { resolveCompletion } from "./completion-resolve";

/**
 * What can be written at a position: keys, values, names and amounts, from the schema and the ledger. The place is read from the
 * text and its indentation, so a half-written line is no hindrance.
 */
export function completion(
  context: FeatureContext,
  uri: string,
  position: Position,
  options: CompletionOptions,
): CompletionList {
  const file = context.workspace.file(uri);
  const place = file && completionPlace(context, uri, file.source.lines.offsetAt(position));
  const suggestions = place ? suggestionsAt(context, place, options) : [];
  const items: CompletionItem[] = place ? suggestions.map((s, order) => toItem(place, options, s, order)) : [];
  // A rate is offered in each unit with the number typed so far.
  const type = place?.view.annotation("x-type");
  return { isIncomplete: type === "rate" || type === "share", items };
}

function suggestionsAt(context: FeatureContext, place: CompletionPlace, options: CompletionOptions): Suggestion[] {
  const { view } = place;
  if (place.kind === "key") return keys(context, place);
  if (place.kind === "value") return values(context, place);
  const found: Suggestion[] = [];
  const inList = place.parents.at(-1)?.kind === "item";
  if (isObject(view)) found.push(...keys(context, place));
  if (isScalar(view) && place.parents.length > 0) found.push(...valueSuggestions(context, place, view));
  if (isArray(view) && !inList && !place.flow) found.push(...newItems(context, place));
  const path = pathOf(place).join("/");
  if (options.skeletons && place.kindOfFile === "posting-rules" && !place.flow && /^rules(?:\/\*)?$/.test(path)) {
    const begins = !inList || place.siblings().size === 0;
    if (begins) found.push(...skeletonSuggestions(context, options.skeletons, dashColumn(place), inList));
  }
  return found;
}

/** Keys with a meaning of their own, then names that can be keys: accounts of balances, inputs that are given. */
function keys(context: FeatureContext, place: CompletionPlace): Suggestion[] {
  const spaces = spacesOf(place.view.annotation("x-key-ref"));
  const siblings = place.siblings();
  const names = spaces
    .flatMap((space) =>
      space === "account"
        ? accountKeys(context, place)
        : space === "input"
          ? inputKeys(context, place)
          : plainKeys(context, place, space),
    )
    .filter(({ label }) => !siblings.has(label));
  return [...keySuggestions(context, place), ...names];
}

function plainKeys(context: FeatureContext, place: CompletionPlace, space: string): Suggestion[] {
  const hasColon = place.kind === "key";
  return nameSuggestions(context, place, space).map((suggestion) => {
    if (hasColon || suggestion.value === undefined) return suggestion;
    const { value, ...rest } = suggestion;
    return { ...rest, source: `${keySource(place, value)}: `, retrigger: true };
  });
}

function inputKeys(context: FeatureContext, place: CompletionPlace): Suggestion[] {
  return nameSuggestions(context, place, "input").map((suggestion) => ({
    ...suggestion,
    source: place.kind === "key" ? suggestion.label : `${suggestion.label}: `,
  }));
}

/** `"220201": { credit: … }`, on the side the account normally has. */
function accountKeys(context: FeatureContext, place: CompletionPlace): Suggestion[] {
  const chart = chartAt(place);
  return accountSuggestions(context, place).map((suggestion) => {
    if (place.kind === "key") return suggestion;
    const account = chart?.account(suggestion.label);
    const side = account && chart?.normalBalance(account) === "credit" ? "credit" : "debit";
    const { value = "", ...rest } = suggestion;
    return { ...rest, source: `${keySource(place, value, true)}: { ${side}: $1 }`, snippet: true };
  });
}

function keySource(place: CompletionPlace, text: string, quoted = false): string {
  if (place.quote === "'") return `'${text.replaceAll("'", "''")}'`;
  return quoted || place.quote
    ? JSON.stringify(text)
    : /^[\p{L}_][\p{L}\p{N}_./-]*$/u.test(text)
      ? text
      : JSON.stringify(text);
}

/** After a colon: the value, or for a list its members in brackets. */
function values(context: FeatureContext, place: CompletionPlace): Suggestion[] {
  const { view } = place;
  if (isScalar(view)) return valueSuggestions(context, place, view);
  const item = isArray(view) ? view.items() : undefined;
  if (!item || !isScalar(item) || place.quote) return [];
  return valueSuggestions(context, place, item).map((suggestion) => {
    const { value, quoted, ...rest } = suggestion;
    const text = suggestion.source ?? (quoted ? JSON.stringify(value) : keySource(place, value ?? ""));
    return { ...rest, source: `[${text}]` };
  });
}

/** Under a key whose value is a list, where no dash stands yet. */
function newItems(context: FeatureContext, place: CompletionPlace): Suggestion[] {
  const item = place.view.items();
  if (!item) return [];
  if (!isObject(item)) {
    return valueSuggestions(context, place, item).map((suggestion) => {
      const { value, quoted, ...rest } = suggestion;
      return {
        ...rest,
        source: `- ${suggestion.source ?? (quoted ? JSON.stringify(value) : keySource(place, value ?? ""))}`,
      };
    });
  }
  return [
    {
      label: "- ",
      name: item.title && say(context, item.title),
      detail: say(context, { en: "new item", zh: "新增一项" }),
      kind: CompletionItemKind.Struct,
      source: `- ${itemFrame(item, place.column + 2)}`,
      snippet: true,
      retrigger: true,
      rank: 1,
    },
  ];
}

/** Where the dashes of the list stand that the cursor is in. */
function dashColumn(place: CompletionPlace): number {
  if (place.parents.at(-1)?.kind !== "item") return place.column;
  const lineStart = place.text.lastIndexOf("\n", place.token.start - 1) + 1;
  return Math.max(0, place.text.slice(lineStart, place.token.start).lastIndexOf("-"));
}
