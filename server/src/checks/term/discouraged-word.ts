import type { Ledger } from "../../index/ledger";
import type { Occurrence, Space } from "../../index/symbols";
import { type TextPlace, wordSpan } from "../../index/texts";
import type { Text } from "../../l10n/text";
import { type CheckFinding, check } from "../check";
import { page } from "../pages";
import { chineseTexts, renameFix, reword, wordedDocuments } from "../wording";
import { type Advice, type Avoided, type AvoidedWord, adviceFor } from "./facts/avoided";

/** Names that a team makes up and that spread into code and tables. */
const OWN_NAMES: ReadonlySet<Space> = new Set([
  "rule",
  "product",
  "channel",
  "route",
  "scenario",
  "input",
  "amount",
  "event",
  "purpose",
]);

const discouragedWord = check({
  code: "term/discouraged-word",
  severity: "info",
  tier: "P1",
  on: "ledger",
  title: { en: "Words that the glossary advises against are not used", zh: "不用术语表不建议用的词" },
  *run(ledger) {
    const advice = adviceFor(ledger);
    for (const document of wordedDocuments(ledger)) {
      for (const place of chineseTexts(document))
        for (const word of wordsIn(advice, place)) {
          yield {
            at: wordSpan(place, word.wrong, word.index),
            message: advised(word),
            fixes: () => [reword(place, word.wrong, word.index, word.right)],
          };
        }
      for (const occurrence of document.symbols.occurrences) {
        const found = occurrence.role === "definition" ? identifierIn(advice, occurrence) : undefined;
        if (found) yield discouraged(ledger, occurrence, found);
      }
    }
  },
});
export default discouragedWord;

/** Looking is dear, and most texts and names stay as they are from one run to the next. */
const seenTexts = new WeakMap<TextPlace, { advice: Advice; found: readonly AvoidedWord[] }>();
const seenNames = new WeakMap<Occurrence, { advice: Advice; found: Avoided | undefined }>();

function wordsIn(advice: Advice, place: TextPlace): readonly AvoidedWord[] {
  let seen = seenTexts.get(place);
  if (seen?.advice !== advice || !seen) {
    seen = { advice, found: advice.wordsIn(place.text) };
    seenTexts.set(place, seen);
  }
  return seen.found;
}

function identifierIn(advice: Advice, occurrence: Occurrence): Avoided | undefined {
  if (!OWN_NAMES.has(occurrence.spaces[0]!)) return undefined;
  let seen = seenNames.get(occurrence);
  if (seen?.advice !== advice || !seen) {
    seen = { advice, found: advice.identifierIn(occurrence.name) };
    seenNames.set(occurrence, seen);
  }
  return seen.found;
}

function discouraged(ledger: Ledger, occurrence: Occurrence, avoided: Avoided): CheckFinding {
  const { name, node, at, spaces } = occurrence;
  const better = renamed(name, avoided);
  return {
    at,
    message: advised(avoided),
    fixes: () => (better === undefined || node.value !== name ? [] : renameFix(ledger, spaces[0]!, name, better)),
  };
}

/** The name with the part in question written right, in its style; undefined where the part does not stand there letter by letter. */
function renamed(name: string, { wrong, right }: Avoided): string | undefined {
  const part = new RegExp(wrong.replace(/[-_]/g, "[-_.]?"), "i").exec(name)?.[0];
  if (part === undefined) return undefined;
  const separator = /[-_.]/.exec(name)?.[0] ?? "_";
  return name.replace(part, right.replaceAll("_", separator));
}

function advised({ wrong, right, term, reason }: Avoided): Text {
  const isName = right === term;
  return {
    en: `The glossary advises against ${wrong} for ${term}${reason ? ` (${reason.en})` : ""}. Write ${right}.`,
    zh: `术语表不建议用“${wrong}”${isName ? "" : `表示${term}`}${reason ? `（${reason.zh}）` : ""}，请写${isName ? `“${right}”` : ` ${right}`}。`,
  };
}

DOCS: page(discouragedWord, {
  why: {
    en: "A team that writes one thing under three names reconciles words before it reconciles money, and names in pinyin or with a wrong English word stay in code and tables for years.",
    zh: "同一件事写成三个叫法，对账之前先得对词；拼音或译错的标识一旦进了代码和表，要用上很多年。",
  },
  fix: {
    en: "Write the term, or its identifier; the fix does it, and renames an id in all files.",
    zh: "改写为术语本身或推荐的标识符；修复会直接改好，标识在所有文件中一并改名。",
  },
  silent: {
    en: "A word that is itself a name of some term; glossaries; words in comments.",
    zh: "本身就是某个术语名称的词不报；术语表文件、注释里的词不报。",
  },
  bad: `
    === team.glossary.yaml
    kind: glossary
    schema: 1
    contexts:
      - name: 清结算组
        terms:
          - id: night-batch
            name: 夜批
            identifier: night_batch
            avoid:
              - { word: 深夜大跑, reason: 口语, reason_en: colloquial }
              - { identifier: yepi, reason: 拼音, reason_en: pinyin }
    === a.posting.yaml
    kind: posting-rules
    schema: 1
    rules:
      - id: yepi.fee
      #     ^^^^^^^^ term/discouraged-word: The glossary advises against yepi for 夜批 (pinyin). Write night_batch.
        title: 深夜大跑计费
        #      ^^^^ term/discouraged-word: The glossary advises against 深夜大跑 for 夜批 (colloquial). Write 夜批.
        event: fee
        entries:
          - { debit: "1", amount: 1.00 }
          - { credit: "2", amount: 1.00 }
  `,
  good: `
    === team.glossary.yaml
    kind: glossary
    schema: 1
    contexts:
      - name: 清结算组
        terms:
          - id: night-batch
            name: 夜批
            identifier: night_batch
            avoid:
              - { word: 深夜大跑, reason: 口语, reason_en: colloquial }
              - { identifier: yepi, reason: 拼音, reason_en: pinyin }
    === a.posting.yaml
    kind: posting-rules
    schema: 1
    rules:
      - id: night.batch.fee
        title: 夜批计费
        event: fee
        entries:
          - { debit: "1", amount: 1.00 }
          - { credit: "2", amount: 1.00 }
  `,
  sources: ["2017-08-11 13:32"],
});
