import type { Fix } from "../finding";
import type { ChannelsDocument, ChartDocument, RulesDocument } from "../index/documents";
import type { Ledger } from "../index/ledger";
import type { Space } from "../index/symbols";
import { type TextPlace, textsOf, wordSpan } from "../index/texts";
import type { MapNode } from "../yaml/nodes";
import { pairOf } from "../yaml/nodes";
import { replaceScalar } from "./edits";

/** A document in which wording is looked at; glossaries explain words and may use any. */
export type WordedDocument = ChartDocument | RulesDocument | ChannelsDocument;

export function wordedDocuments(ledger: Ledger): readonly WordedDocument[] {
  return [...ledger.charts.map((chart) => chart.document), ...ledger.rulesDocuments, ...ledger.channelsDocuments];
}

const chinese = new WeakMap<WordedDocument, readonly TextPlace[]>();

/** The names, titles and notes of a document that say something in Chinese. */
export function chineseTexts(document: WordedDocument): readonly TextPlace[] {
  const found = chinese.get(document) ?? textsOf(document).filter(({ text }) => /\p{Script=Han}/u.test(text));
  chinese.set(document, found);
  return found;
}

/** Whether a project's own glossary says what a word means. */
export function isDefined(ledger: Ledger, word: string): boolean {
  return ledger.glossaries.some((document) =>
    document.model.contexts.some((context) =>
      context.terms.some(
        (term) =>
          term.name?.value === word || term.id?.value === word || term.aliases.some(({ value }) => value === word),
      ),
    ),
  );
}

/** The scalar value of a key of a mapping around a text. */
export function sibling(map: MapNode | undefined, key: string): string | undefined {
  const value = map && pairOf(map, key)?.value;
  return value?.kind === "scalar" ? value.value : undefined;
}

/** Whether the text is the name of an account that says what it is for: then nobody mistakes it. */
export function namesPurposefulAccount({ path, around, key }: TextPlace): boolean {
  return (
    path[0] === "accounts" && key === "name" && around[0] !== undefined && pairOf(around[0], "purpose") !== undefined
  );
}

/** A fix that writes another word in a text. */
export function reword(place: TextPlace, word: string, index: number, by: string): Fix {
  return {
    title: { en: `Write ${by}`, zh: `改写为“${by}”` },
    edits: [{ at: wordSpan(place, word, index), newText: by }],
  };
}

/** A fix that gives something another name wherever it is defined or referred to; none when the name is taken. */
export function renameFix(ledger: Ledger, space: Space, name: string, by: string): readonly Fix[] {
  if (ledger.definitions(space, by).length > 0) return [];
  const places = [...ledger.definitions(space, name), ...ledger.references(space, name)];
  const edits = places.flatMap(({ item }) => (item.inExpression ? [] : [replaceScalar(item.node, by)]));
  return [{ title: { en: `Rename it to ${by} in all files`, zh: `在所有文件中改名为 ${by}` }, edits }];
}
