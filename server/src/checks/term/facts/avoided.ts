import { builtInGlossary } from "../../../glossary/built-in";
import { englishNames, type Term } from "../../../glossary/card";
import { foldName } from "../../../glossary/fold";
import { identifierWords } from "../../../glossary/identifiers";
import { type Matchable, TermMatcher } from "../../../glossary/matcher";
import { readingsOf } from "../../../glossary/pinyin";
import type { GlossaryDocument } from "../../../index/documents";
import type { Ledger } from "../../../index/ledger";
import type { Text } from "../../../l10n/text";

/** A word or identifier that a card advises against, with what to write instead. */
export interface Avoided {
  readonly wrong: string;
  /** The term's name, or its identifier. */
  readonly right: string;
  /** The term's name, for the message. */
  readonly term: string;
  readonly reason: Text | undefined;
}

/** A word of a text that a card advises against; the offset is within the text. */
export interface AvoidedWord extends Avoided {
  readonly index: number;
}

/** Names and advice of the glossaries that hold for a ledger. */
export interface Advice {
  wordsIn(text: string): readonly AvoidedWord[];
  /** The first run of an identifier's words that a card advises against. */
  identifierIn(identifier: string): Avoided | undefined;
}

let last: { readonly documents: readonly GlossaryDocument[]; readonly advice: Advice } | undefined;

/** What the built-in glossary and the team's advise against; made anew only when a glossary changes. */
export function adviceFor({ glossaries }: Ledger): Advice {
  if (last?.documents.length === glossaries.length && last.documents.every((document, i) => document === glossaries[i]))
    return last.advice;
  const advice = makeAdvice([...teamCards(glossaries), ...[...builtInGlossary().terms.values()].map(builtInCard)]);
  last = { documents: glossaries, advice };
  return advice;
}

interface Card extends Matchable {
  readonly english: readonly string[];
  readonly avoid: readonly { readonly word?: string; readonly identifier?: string; readonly reason?: Text }[];
}

/**
 * A single English word that a built-in card advises against (`amount` for 应付金额) is right for other things: only pinyin and names of several
 * words count. A team's own advice counts whole.
 */
function builtInCard(term: Term): Card {
  const avoid = term.avoid.map(({ word, identifier, reason }) => ({
    ...(word === undefined ? {} : { word }),
    ...(identifier === undefined || !isTelling(identifier) ? {} : { identifier }),
    ...(reason ? { reason } : {}),
  }));
  return { ...term, english: englishNames(term.name.en), avoid };
}

function isTelling(identifier: string): boolean {
  pinyinNames ??= new Set(
    [...builtInGlossary().terms.values()].flatMap((term) =>
      readingsOf(term).map((reading) => reading.map(({ full }) => full).join("")),
    ),
  );
  const words = runOf(identifier);
  return words.includes(" ") || pinyinNames.has(words);
}

let pinyinNames: ReadonlySet<string> | undefined;

function teamCards(documents: readonly GlossaryDocument[]): Card[] {
  return documents.flatMap(({ model }) =>
    model.contexts.flatMap(({ terms }) =>
      terms.map((term, i): Card => {
        const name = term.name?.value ?? term.id?.value ?? "";
        return {
          id: term.id?.value ?? `${name}#${i}`,
          name: { zh: name, en: name },
          aliases: term.aliases.map(({ value }) => value),
          narrower: term.narrower.map(({ value }) => value),
          requireNear: [],
          requireNearFor: [],
          identifier: term.identifier?.value,
          english: englishNames(term.en?.value ?? ""),
          avoid: term.avoid.map(({ word, identifier, reason, reason_en }) => ({
            ...(word ? { word: word.value } : {}),
            ...(identifier ? { identifier: identifier.value } : {}),
            ...(reason || reason_en
              ? { reason: { zh: (reason ?? reason_en)!.value, en: (reason_en ?? reason)!.value } }
              : {}),
          })),
        };
      }),
    ),
  );
}

/** A word that is itself a name of some term is right there; only what no card calls its own is advised against. */
function makeAdvice(cards: readonly Card[]): Advice {
  const names = new Set(cards.flatMap((card) => [card.name.zh, ...card.aliases, ...card.narrower].map(foldName)));
  const identifiers = new Set(
    cards.flatMap((card) => [card.identifier ?? "", card.id, ...card.english].map((name) => runOf(name))),
  );
  const words = new Map<string, Avoided>();
  const runs = new Map<string, Avoided>();
  for (const card of cards) {
    const term = card.name.zh;
    for (const { word, identifier, reason } of card.avoid) {
      if (word !== undefined && word.length > 1 && /\p{Script=Han}/u.test(word) && !names.has(foldName(word)))
        words.set(`${words.size}`, { wrong: word, right: term, term, reason });
      const run = identifier === undefined ? "" : runOf(identifier);
      if (
        identifier !== undefined &&
        card.identifier !== undefined &&
        run.length > 3 &&
        !identifiers.has(run) &&
        !runs.has(run)
      )
        runs.set(run, { wrong: identifier, right: card.identifier, term, reason });
    }
  }
  const pseudo = [...words].map(
    ([key, { wrong }]): Matchable => ({
      id: `avoid:${key}`,
      name: { zh: wrong, en: wrong },
      aliases: [],
      narrower: [],
      requireNear: [],
      requireNearFor: [],
      identifier: undefined,
    }),
  );
  // With the real names beside them, a name that contains such a word counts as itself.
  const matcher = new TermMatcher([...cards, ...pseudo]);
  return {
    wordsIn: (text) =>
      matcher.find(text, { ignoreNear: true }).flatMap(({ termId, start }) => {
        const avoided = termId.startsWith("avoid:") ? words.get(termId.slice("avoid:".length)) : undefined;
        return avoided ? [{ ...avoided, index: start }] : [];
      }),
    identifierIn: (identifier) => {
      const parts = identifierWords(identifier).map(({ text }) => text);
      for (let length = parts.length; length > 0; length--)
        for (let first = 0; first + length <= parts.length; first++) {
          const part = parts.slice(first, first + length);
          const found = runs.get(part.join(" ")) ?? runs.get(part.join(""));
          if (found) return found;
        }
      return undefined;
    },
  };
}

function runOf(name: string): string {
  return identifierWords(name)
    .map(({ text }) => text)
    .join(" ");
}
