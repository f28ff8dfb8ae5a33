import assert from "node:assert/strict";
import { pinyin as libraryPinyin } from "pinyin-pro";
import { readGlossaryFiles } from "../../../server/generate/glossary";
import { firstSentence } from "../../../server/src/glossary/brief";
import { builtInSource, type Term } from "../../../server/src/glossary/card";
import { categoryTitle } from "../../../server/src/glossary/categories";
import { foldName } from "../../../server/src/glossary/fold";
import { writtenReadings } from "../../../server/src/glossary/pinyin";
import { readGlossary } from "../../../server/src/glossary/read";

const files = readGlossaryFiles();
const data = { contexts: files.flatMap(({ contexts }) => contexts) };
const { glossary, problems } = readGlossary(data, builtInSource);
const terms = [...glossary.terms.values()];

/** `id: what` for every card of which `wrong` says something. */
function wrongCards(wrong: (term: Term) => string | false | undefined): string[] {
  return terms.flatMap((term) => {
    const what = wrong(term);
    return what ? [`${term.id}: ${what}`] : [];
  });
}

/** Names read in another way than the dictionary of pinyin-pro has them; each was looked at. */
const readByHand: Readonly<Record<string, string>> = {
  "accounting-register": "deng ji bu",
  "bank-account-classes": "yi er san lei hu",
  "central-bank": "yang hang",
  "class-ii-account": "er lei hu jie suan",
  "credit-card-repayment": "xin yong ka huan kuan",
  "cross-bank-acquiring": "kua hang shou dan",
  "debit-credit-message": "jie ji / dai ji",
  "fund-allocation": "zi jin diao bo",
  "fund-transfer-subject": "diao bo hu",
  "fx-docs-5-7": "qi hao wen",
  "interbank-accounts": "lian hang wang lai",
  issuer: "fa ka hang",
  netting: "ga cha; zha cha",
  "remittance-reference-code": "hui kuan shi bie ma",
  rerouting: "chong lu you",
  resend: "chong fa",
  "retrieval-request": "diao dan",
  "settlement-bank": "jie suan hang",
  "seven-two-one": "qi er yi fen run",
};

describe("the built-in glossary", () => {
  it("is read without a problem, every id once", () => assert.deepEqual(problems, []));

  it("keeps each card in the file of its category", () => {
    for (const { file, contexts } of files)
      for (const { terms: cards } of contexts as { terms: { id: string; category: string }[] }[])
        for (const { id, category } of cards) assert.equal(`${category}.glossary.yaml`, file, id);
  });

  it("points only to terms that exist, and to others", () => {
    assert.deepEqual(
      wrongCards((term) =>
        [...term.related, ...term.notToConfuseWith.map((confusion) => confusion.term)]
          .filter((id) => id === term.id || !glossary.terms.has(id))
          .join(" "),
      ),
      [],
    );
  });

  it("has known categories, ids and identifiers of one form, each identifier once", () => {
    const identifiers = new Map<string, string>();
    assert.deepEqual(
      wrongCards(({ id, category, identifier }) => {
        if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)) return "form of the id";
        if (categoryTitle(category).zh === category) return `category ${category}`;
        if (identifier === undefined || !/^[a-z][a-z0-9_]*$/.test(identifier)) return `identifier ${identifier}`;
        const other = identifiers.get(identifier);
        identifiers.set(identifier, id);
        return other && `identifier of ${other} too`;
      }),
      [],
    );
  });

  it("gives a name to one term only", () => {
    const owners = new Map<string, string>();
    assert.deepEqual(
      wrongCards(({ id, name, aliases, narrower }) =>
        [...new Set([name.zh, ...aliases, ...narrower].map(foldName))]
          .filter((own) => {
            const other = owners.get(own);
            owners.set(own, other ?? id);
            return other !== undefined && other !== id;
          })
          .join(" "),
      ),
      [],
    );
  });

  it("has a definition, an English title, an example with a figure, a date and sources on every card", () => {
    assert.deepEqual(
      wrongCards((term) => {
        if (term.senses.length === 0) return "definition";
        if (term.name.en === term.name.zh) return "English title";
        if (!term.examples.some(({ zh }) => /\d/.test(zh))) return "example with a figure";
        return term.asOf === undefined ? "as_of" : term.sources.length === 0 && "sources";
      }),
      [],
    );
  });

  it("says of each of several senses whose it is", () => {
    assert.deepEqual(
      wrongCards(
        ({ senses }) =>
          senses.length > 1 && senses.some(({ label, usedBy }) => !label || !usedBy) && "label or used_by",
      ),
      [],
    );
  });

  it("begins each definition with a sentence that is short enough for a hover", () => {
    assert.deepEqual(
      wrongCards(({ senses }) =>
        senses
          .filter(({ definition: { zh, en } }) => firstSentence(zh).length > 90 || firstSentence(en).length > 280)
          .map(({ definition }) => firstSentence(definition.zh).slice(0, 20))
          .join(" "),
      ),
      [],
    );
  });

  it("has entries that balance", () => {
    assert.deepEqual(
      wrongCards(({ entries }) => {
        const cents = (amount: string) => Math.round(Number(amount.replaceAll(",", "")) * 1e4);
        const of = (side: "debit" | "credit") =>
          entries.filter((line) => line[side]).reduce((sum, { amount }) => sum + cents(amount), 0);
        return of("debit") !== of("credit") && `${of("debit")} ≠ ${of("credit")}`;
      }),
      [],
    );
  });

  it("dates what changed, and gives every regulation its date and status", () => {
    assert.deepEqual(
      wrongCards(({ warnings, regulations }) => {
        if (warnings.some(({ kind, since }) => kind === undefined || (kind === "outdated" && since === undefined)))
          return "warning without kind or date";
        return regulations.some(({ date, status }) => date === undefined || status === undefined) && "regulation";
      }),
      [],
    );
  });

  it("has every text in both languages", () => {
    const texts = new Set(["label", "used_by", "definition", "note", "reason", "why", "text", "debit", "credit"]);
    const missing: string[] = [];
    const walk = (value: unknown, path: string): void => {
      if (Array.isArray(value)) for (const [i, item] of value.entries()) walk(item, `${path}/${i}`);
      else if (typeof value === "object" && value !== null) {
        const keys = new Set(Object.keys(value));
        for (const [key, item] of Object.entries(value)) {
          if (texts.has(key) && !keys.has(`${key}_en`)) missing.push(`${path}/${key}`);
          if (key.endsWith("_en") && !keys.has(key.slice(0, -3))) missing.push(`${path}/${key.slice(0, -3)}`);
          walk(item, `${path}/${"id" in value ? value.id : ""}${key}`);
        }
        if (path.includes("/examples/") && !keys.has("text_en")) missing.push(path);
      } else if (/\/examples\/\d+$/.test(path)) missing.push(path);
    };
    walk(data, "");
    assert.deepEqual(missing, []);
  });

  it("keeps each language's punctuation", () => {
    const wrong: string[] = [];
    const names = new Set(["aliases", "narrower", "require_near", "document", "superseded_by", "name", "en"]);
    const walk = (value: unknown, key: string, id: string): void => {
      if (Array.isArray(value)) for (const item of value) walk(item, key, id);
      else if (typeof value === "object" && value !== null)
        for (const [inner, item] of Object.entries(value)) walk(item, inner, "id" in value ? String(value.id) : id);
      else if (typeof value === "string" && !names.has(key)) {
        const bad = key.endsWith("_en") ? /[，。；：！？、]/ : /[\u4e00-\u9fff][,;:!?](?!\d)|[,;!?](?=[\u4e00-\u9fff])/;
        if (bad.test(value)) wrong.push(`${id} ${key}: ${value.slice(0, 40)}`);
      }
    };
    walk(data, "", "");
    assert.deepEqual(wrong, []);
  });

  it("gives the pinyin of the name, as the dictionary has it unless it is known to be wrong", () => {
    assert.deepEqual(
      wrongCards(({ id, pinyin = "", name }) => {
        if (pinyin === "") return "no pinyin";
        const written = writtenReadings(pinyin).map((reading) => reading.map(({ full }) => full).join(""));
        const read = libraryPinyin(name.zh, { toneType: "none", v: true, nonZh: "consecutive", type: "array" })
          .join("")
          .toLowerCase()
          .replace(/[^a-z0-9]/g, "");
        return (
          !written.includes(read) && readByHand[id] !== pinyin && `${name.zh} ${pinyin}, in the dictionary ${read}`
        );
      }),
      [],
    );
  });
});
