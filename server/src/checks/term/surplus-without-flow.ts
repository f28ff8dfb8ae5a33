import { type TextPlace, wordSpan } from "../../index/texts";
import { pairOf } from "../../yaml/nodes";
import { check } from "../check";
import { page } from "../pages";
import { chineseTexts, isDefined, namesPurposefulAccount, reword, sibling, wordedDocuments } from "../wording";

const WORD = /长短款|长款|短款|多账|少账/;
const DIRECTION = /收款|付款|退款|收单|代付|提现|出款|充值|付出|收入侧|入金|出金|无主/;

const surplusWithoutFlow = check({
  code: "term/surplus-without-flow",
  severity: "info",
  tier: "P1",
  on: "ledger",
  title: { en: "长款 and 短款 say on which side", zh: "长款、短款写明是收款侧还是付款侧" },
  *run(ledger) {
    for (const document of wordedDocuments(ledger)) {
      for (const place of chineseTexts(document)) {
        const match = WORD.exec(place.text);
        if (!match || DIRECTION.test(place.text) || namesPurposefulAccount(place) || statesFlow(place)) continue;
        if (isDefined(ledger, match[0])) continue;
        const [word] = match;
        yield {
          at: wordSpan(place, word, match.index),
          message: {
            en: `${word} means the opposite for receipts and for payouts; say which side.`,
            zh: `“${word}”在收款和付款两侧意思正好相反，请写明是哪一侧。`,
          },
          fixes: () => ["收款侧", "付款侧"].map((side) => reword(place, word, match.index, side + word)),
        };
      }
    }
  },
});
export default surplusWithoutFlow;

/** A rule or difference around the text whose guard says the direction. */
function statesFlow(place: TextPlace): boolean {
  return place.around.some((map) => {
    const when = pairOf(map, "when")?.value;
    const flows = [sibling(map, "flow"), when?.kind === "map" ? sibling(when, "flow") : undefined];
    return flows.some((flow) => flow !== undefined && flow !== "any");
  });
}

DOCS: page(surplusWithoutFlow, {
  why: {
    en: "For a receipt the channel has and we have not, there is money too much; for a payout it is money too little. 长款 without a side has been read both ways by people sitting at one table.",
    zh: "渠道有、我方无：收款时是多了钱，付款时是少了钱。不写哪一侧，同一张桌上的人会读出两个相反的意思。",
  },
  fix: {
    en: "Write 收款侧长款, 付款侧短款, or name the neutral facts: channel_only or own_only with a flow.",
    zh: "写“收款侧长款”“付款侧短款”，或直接写中性事实：channel_only、own_only 加资金方向。",
  },
  silent: {
    en: "A direction in the same text (收款, 代付, 退款 …), accounts with a purpose, rules and differences whose guard states the flow, words the project's glossary defines.",
    zh: "同一段文字已写方向（收款、代付、退款等）、科目已写用途、规则或差异的条件里已有 flow、项目术语表已定义时不报。",
  },
  bad: `
    kind: posting-rules
    schema: 1
    rules:
      - id: diff.park
        title: 长款挂账
        #      ^^ term/surplus-without-flow: 长款 means the opposite for receipts and for payouts; say which side.
        event: difference
        status: confirmed
        idempotency_key: [difference_no]
        entries:
          - debit: "300101"
            amount: 100.00
          - credit: "224101"
            amount: 100.00
        note: 查不清的短款按月核销
        #         ^^ term/surplus-without-flow: 短款 means the opposite for receipts and for payouts; say which side.
  `,
  good: `
    kind: posting-rules
    schema: 1
    rules:
      - id: diff.park
        title: 收款侧长款挂账
        event: difference
        status: confirmed
        idempotency_key: [difference_no]
        entries:
          - debit: "300101"
            amount: 100.00
          - credit: "224101"
            amount: 100.00
      - id: diff.park.payout
        title: 短款挂账
        event: difference
        status: confirmed
        when:
          flow: pay_out
        idempotency_key: [difference_no]
        entries:
          - debit: "122101"
            amount: 100.00
          - credit: "300101"
            amount: 100.00
  `,
  sources: ["2017-05-18 11:46", "2017-05-09 11:54", "2017-06-19 21:57"],
});
