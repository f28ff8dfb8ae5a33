import { wordSpan } from "../../index/texts";
import { check } from "../check";
import { page } from "../pages";
import { chineseTexts, reword, wordedDocuments } from "../wording";

/** Kinds of cards, messages and services that are called so. */
const WORD =
  /(?<!直接|定期|实时|普通|批量|预授权)(借记|贷记)(?!卡|业务|类|支付|通知|交易|指令|报文|账户|往账|来账|系统|凭证|金额|产品)/;

const debitCreditMessage = check({
  code: "term/debit-credit-message",
  severity: "info",
  tier: "P2",
  on: "ledger",
  title: { en: "The sides of an entry are 借 and 贷", zh: "分录方向写“借”“贷”" },
  *run(ledger) {
    for (const document of wordedDocuments(ledger)) {
      // In channels 借记 and 贷记 are kinds of messages.
      if (document.kind === "payment-channels") continue;
      for (const place of chineseTexts(document)) {
        const match = place.key === "name" ? null : WORD.exec(place.text);
        const word = match?.[1];
        if (!match || word === undefined) continue;
        const side = word.slice(0, 1);
        yield {
          at: wordSpan(place, word, match.index),
          message: {
            en: `${word} names a kind of card, message or bank service; the side of an entry is ${side}.`,
            zh: `“${word}”是卡种、报文或银行业务的叫法，分录方向写“${side}”。`,
          },
          fixes: () => [reword(place, word, match.index, side)],
        };
      }
    }
  },
});
export default debitCreditMessage;

DOCS: page(debitCreditMessage, {
  why: {
    en: "The direction of a message, the kind of a card and the side of a ledger entry were argued about as if they were one thing, because all three are called 借记 and 贷记.",
    zh: "报文方向、卡种、分录方向都有人叫“借记”“贷记”，几件事当成一件事来争，谁也说服不了谁。",
  },
  fix: {
    en: "Write 借 or 贷 where a side is meant.",
    zh: "说的是分录方向时，写“借”“贷”。",
  },
  silent: {
    en: "借记卡, 贷记卡, 借记业务, 贷记支付 and the like; names; channel files, where the words name messages.",
    zh: "借记卡、贷记卡、借记业务、贷记支付等固定说法，各类名称，以及渠道配置（其中指报文）不报。",
  },
  bad: `
    kind: posting-rules
    schema: 1
    rules:
      - id: funds.in
        title: 到账后贷记待清算
        #         ^^ term/debit-credit-message: 贷记 names a kind of card, message or bank service; the side of an entry is 贷.
        event: funds_in
        status: matched
        idempotency_key: [bank_line_no]
        covers: single
        entries:
          - debit: "100201"
            amount: 100.00
          - credit: "300101"
            amount: 100.00
  `,
  good: `
    kind: posting-rules
    schema: 1
    rules:
      - id: funds.in
        title: 到账后贷待清算，不支持贷记卡
        event: funds_in
        status: matched
        idempotency_key: [bank_line_no]
        covers: single
        entries:
          - debit: "100201"
            amount: 100.00
          - credit: "300101"
            amount: 100.00
  `,
  sources: ["2017-05-16 19:54", "2017-07-18 16:44", "2017-05-16 20:05"],
});
