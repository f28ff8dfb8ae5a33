import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import { readGlossaryFiles } from "../../../server/generate/glossary";
import { englishNames } from "../../../server/src/glossary/card";
import { foldName } from "../../../server/src/glossary/fold";

/** A word of the trade as the consolidated list has it: what its card must have. */
interface Headword {
  readonly id: string;
  readonly zh: string;
  readonly aliases?: readonly string[];
  /** Those of the aliases that are no synonyms. */
  readonly narrower?: readonly string[];
  readonly confusedWith?: readonly string[];
  readonly category: string;
  readonly senses: number;
  /** Occurrences in the log the list was made from. */
  readonly freq: number;
  /** Facts in key words. */
  readonly must: readonly string[];
  /** Where in the log the facts stand, to the minute. */
  readonly cites?: readonly string[];
}

interface Card {
  readonly id: string;
  readonly name: string;
  readonly en: string;
  readonly identifier?: string;
  readonly category: string;
  readonly aliases?: readonly string[];
  readonly narrower?: readonly string[];
  readonly senses?: readonly unknown[];
  readonly not_to_confuse_with?: readonly { term: string }[];
  readonly sources?: readonly string[];
}

const folder = new URL("./", import.meta.url);
const headwords = JSON.parse(readFileSync(new URL("headwords.json", folder), "utf8")) as Headword[];
/** For each headword, in the order of its facts, where its card says them: a quotation in each language. */
const facts = new Map(
  readdirSync(new URL("facts/", folder)).flatMap((file) =>
    Object.entries(
      parse(readFileSync(new URL(`facts/${file}`, folder), "utf8")) as Record<string, { zh: string; en: string }[]>,
    ),
  ),
);
const cards = new Map(
  readGlossaryFiles()
    .flatMap(({ contexts }) => contexts as { terms: Card[] }[])
    .flatMap(({ terms }) => terms.map((term) => [term.id, term] as const)),
);

function missing(what: (card: Card, headword: Headword) => readonly string[]): string[] {
  return headwords.flatMap((headword) => {
    const card = cards.get(headword.id);
    return card ? what(card, headword).map((one) => `${headword.id}: ${one}`) : [];
  });
}

/** All texts of a card in one language, a line each, white space folded. */
function textsOf(card: Card, language: "zh" | "en"): string {
  const found: string[] = [];
  const walk = (value: unknown, key: string): void => {
    if (Array.isArray(value)) for (const item of value) walk(item, key);
    else if (typeof value === "object" && value !== null)
      for (const [inner, item] of Object.entries(value)) walk(item, inner);
    else if (/_en$|^en$/.test(key) === (language === "en")) found.push(String(value).replace(/\s+/g, " "));
  };
  walk(card, "");
  return found.join("\n");
}

describe("the built-in glossary and the list of headwords", () => {
  it("has at least 95 % of the headwords, and 98 % by how often they are said", () => {
    const there = headwords.filter(({ id }) => cards.has(id));
    const said = (list: readonly Headword[]) => list.reduce((sum, { freq }) => sum + freq, 0);
    assert.ok(there.length >= headwords.length * 0.95, `${there.length} of ${headwords.length}`);
    assert.ok(said(there) >= said(headwords) * 0.98, `${said(there)} of ${said(headwords)}`);
  });

  it("has the headword's name and category", () => {
    assert.deepEqual(
      missing((card, { zh, category }) => [
        ...(card.name === zh ? [] : [`${card.name} for ${zh}`]),
        ...(card.category === category ? [] : [card.category]),
      ]),
      [],
    );
  });

  it("leads from every other name of the headword to its card", () => {
    assert.deepEqual(
      missing((card, { aliases = [] }) => {
        const names = [
          card.name,
          ...(card.aliases ?? []),
          ...(card.narrower ?? []),
          ...englishNames(card.en),
          card.identifier ?? "",
        ];
        const known = new Set(names.map(foldName));
        return aliases.filter((alias) => !known.has(foldName(alias)));
      }),
      [],
    );
  });

  it("takes no narrower name for the term itself", () => {
    assert.deepEqual(
      missing((card, { narrower = [] }) => narrower.filter((name) => card.aliases?.includes(name))),
      [],
    );
  });

  it("has all senses that were counted", () => {
    assert.deepEqual(
      missing((card, { senses }) => {
        const own = card.senses?.length ?? 1;
        return own < senses ? [`${own} of ${senses} senses`] : [];
      }),
      [],
    );
  });

  it("names a place of the log from which the facts are", () => {
    assert.deepEqual(
      missing((card, { cites = [] }) =>
        cites.length > 0 && !card.sources?.some((source) => cites.includes(source)) ? [String(card.sources)] : [],
      ),
      [],
    );
  });

  it("says how each term differs from those it is confused with", () => {
    assert.deepEqual(
      missing((card, { confusedWith = [] }) =>
        confusedWith.filter((id) => cards.has(id) && !card.not_to_confuse_with?.some(({ term }) => term === id)),
      ),
      [],
    );
  });

  it("says every fact that must be said, in both languages", () => {
    assert.deepEqual(
      missing((card, { id, must }) => {
        const quotes = facts.get(id) ?? [];
        return must.flatMap((fact, i) =>
          (["zh", "en"] as const).flatMap((language) => {
            const quote = quotes[i]?.[language];
            return quote && textsOf(card, language).includes(quote) ? [] : [`${language}: ${fact} ${quote ?? ""}`];
          }),
        );
      }),
      [],
    );
  });
});
