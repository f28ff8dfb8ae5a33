import type { Fix } from "../../finding";
import { type TextPlace, wordSpan } from "../../index/texts";
import { lastName } from "../../uri";
import { type CheckFinding, check } from "../check";
import { page } from "../pages";
import { chineseTexts, reword, type WordedDocument, wordedDocuments } from "../wording";

/** Slips of the input method, with what is meant. */
const SLIPS: readonly (readonly [RegExp, string])[] = [
  [/清洁算/, "清结算"],
  [/复试记账/, "复式记账"],
  [/消账/, "销账"],
  [/会计前罝/, "会计前置"],
  [/限货期限/, "退货期限"],
  [/\bCISP\b/, "CIPS"],
];
/** 调单 is right for asking a bank for a sales slip; a lost order is 掉单. */
const LOST_ORDER = /补单|丢单|漏单|未回调|超时|状态未知|结果未知|查单/;
const SALES_SLIP = /签购单|凭证|拒付|持卡人|发卡/;

const spellingVariant = check({
  code: "term/spelling-variant",
  severity: "hint",
  tier: "P2",
  on: "ledger",
  title: { en: "One spelling for one word", zh: "同一个词只用一种写法" },
  *run(ledger) {
    for (const document of wordedDocuments(ledger)) {
      const texts = chineseTexts(document);
      for (const place of texts) {
        for (const [slip, meant] of SLIPS) yield* slipped(place, slip, meant);
        if (LOST_ORDER.test(place.text) && !SALES_SLIP.test(place.text)) yield* slipped(place, /调单/, "掉单");
      }
      yield* mixed(document, texts, "勾兑", "勾对", /勾兑/);
      yield* mixed(document, texts, "帐", "账", /帐(?!篷|幕|子|房)/);
    }
  },
});
export default spellingVariant;

function* slipped(place: TextPlace, slip: RegExp, meant: string): Iterable<CheckFinding> {
  const match = slip.exec(place.text);
  if (!match) return;
  const [word] = match;
  yield {
    at: wordSpan(place, word, match.index),
    message: {
      en: `${word} is a slip for ${meant}.`,
      zh: `“${word}”应为“${meant}”。`,
    },
    fixes: () => [reword(place, word, match.index, meant)],
  };
}

/** Both spellings in one file: the standard one stays. */
function* mixed(
  document: WordedDocument,
  texts: readonly TextPlace[],
  word: string,
  meant: string,
  pattern: RegExp,
): Iterable<CheckFinding> {
  const standard = texts.find(({ text }) => text.includes(meant));
  if (!standard) return;
  const places = texts.filter(({ text }) => pattern.test(text));
  for (const place of places) {
    const index = pattern.exec(place.text)!.index;
    yield {
      at: wordSpan(place, word, index),
      message: {
        en: `This file writes both ${word} and ${meant}; keep to ${meant}, or a search finds half of them.`,
        zh: `本文件里“${word}”“${meant}”混用，统一写“${meant}”，否则搜索会漏。`,
      },
      related: [{ at: standard.node, message: { en: `Here it is ${meant}`, zh: `这里写的是“${meant}”` } }],
      fixes: () => [everywhere(place, word, meant, pattern), ...inAll(document, places, word, meant, pattern)],
    };
  }
}

function everywhere(place: TextPlace, word: string, meant: string, pattern: RegExp): Fix {
  return {
    title: { en: `Write ${meant}`, zh: `改写为“${meant}”` },
    edits: [...place.text.matchAll(new RegExp(pattern, "g"))].map((match) => ({
      at: wordSpan(place, word, match.index),
      newText: meant,
    })),
  };
}

function inAll(
  document: WordedDocument,
  places: readonly TextPlace[],
  word: string,
  meant: string,
  pattern: RegExp,
): readonly Fix[] {
  if (places.length < 2) return [];
  const name = lastName(document.uri);
  return [
    {
      title: { en: `Write ${meant} everywhere in ${name}`, zh: `${name} 里全部改写为“${meant}”` },
      edits: places.flatMap((place) => everywhere(place, word, meant, pattern).edits),
    },
  ];
}

DOCS: page(spellingVariant, {
  why: {
    en: "Pinyin input produces homophones that read right and search wrong. A file that spells one word in two ways answers every search by half.",
    zh: "拼音输入容易选错同音字，读着没问题，搜却搜不到。一个词两种写法，每次搜索都会漏一半。",
  },
  fix: {
    en: "Take the standard spelling; for mixed spellings the fix can change the whole file.",
    zh: "改成规范写法；混用的可以一次改完整个文件。",
  },
  silent: {
    en: "勾兑 or 帐 used throughout a file; 调单 where a sales slip is asked for.",
    zh: "整个文件统一写“勾兑”或“帐”的不报；调取签购单意义上的“调单”不报。",
  },
  bad: `
    kind: posting-rules
    schema: 1
    rules:
      - id: diff.clear
        title: 差异消账
        #        ^^ term/spelling-variant: 消账 is a slip for 销账.
        event: difference_clear
        status: confirmed
        idempotency_key: [difference_no]
        entries:
          - debit: "224101"
            amount: 100.00
          - credit: "220201"
            amount: 100.00
      - id: funds.in
        title: 到帐勾兑
        #       ^ term/spelling-variant: This file writes both 帐 and 账; keep to 账, or a search finds half of them.
        #        ^^ term/spelling-variant: This file writes both 勾兑 and 勾对; keep to 勾对, or a search finds half of them.
        event: funds_in
        status: matched
        idempotency_key: [bank_line_no]
        covers: single
        entries:
          - debit: "100201"
            amount: 100.00
          - credit: "300101"
            amount: 100.00
        note: 与银行对账单勾对后入账；超时调单的先补单
        #                   ^^ term/spelling-variant: 调单 is a slip for 掉单.
  `,
  good: `
    kind: posting-rules
    schema: 1
    rules:
      - id: diff.clear
        title: 差异销账
        event: difference_clear
        status: confirmed
        idempotency_key: [difference_no]
        entries:
          - debit: "224101"
            amount: 100.00
          - credit: "220201"
            amount: 100.00
      - id: funds.in
        title: 到账勾对
        event: funds_in
        status: matched
        idempotency_key: [bank_line_no]
        covers: single
        entries:
          - debit: "100201"
            amount: 100.00
          - credit: "300101"
            amount: 100.00
        note: 与银行对账单勾对后入账；超时掉单的先补单
  `,
  sources: ["2017-06-08 11:48", "2017-06-01 18:34", "2017-05-09 09:33"],
});
