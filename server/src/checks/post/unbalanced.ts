import { type ProvedRule, proofOf } from "../../index/engine/proof-of-rule";
import type { Ledger } from "../../index/ledger";
import type { GroupProof } from "../../ledger/proof/verdict";
import { type CheckFinding, check, type RuleIn } from "../check";
import { page } from "../pages";
import { balanceFixes } from "./shared/balance-fixes";
import { amountText, groupWords, inputsText, withInputs } from "./shared/proof-words";
import { isOneSided, severalEntities } from "./shared/proved-legs";
import { placeOf, ruleName, spaced } from "./shared/wording";

const unbalanced = check({
  code: "post/unbalanced",
  severity: "error",
  tier: "P0",
  on: "rule",
  title: { en: "A rule balances for every input", zh: "规则对任何输入都借贷平衡" },
  *run(ledger, rule) {
    const proved = proofOf(ledger, rule);
    if (proved.unfinished || isOneSided(proved)) return;
    for (const group of proved.proof.groups) {
      const found = judge(ledger, rule, proved, group);
      if (found) yield found;
    }
  },
});
export default unbalanced;

function judge(ledger: Ledger, rule: RuleIn, proved: ProvedRule, group: GroupProof): CheckFinding | undefined {
  const { verdict } = group;
  const name = ruleName(rule.item);
  const which = groupWords(proved, group);
  const at = placeOf(rule.item, "entries");
  if (verdict.kind === "unproven" && !group.severalRests) {
    return {
      at,
      severity: "hint",
      message: {
        en: `${name.en} is not proved to balance${which.en}. ${verdict.reason.en}`,
        zh: `${spaced(name.zh)}未能证明平衡${which.zh && `（${which.zh.trim()}）`}。${verdict.reason.zh}`,
      },
      fixes: () => balanceFixes(ledger, rule, proved, group),
    };
  }
  // What is lost by rounding is post/rounding-residual's; books of several entities are post/inter-entity-legs'.
  if (verdict.kind !== "refuted" || group.rounding || severalEntities(proved)) return undefined;
  const { inputs, debit, credit } = verdict.counterexample;
  const given = withInputs(inputsText(proved, inputs));
  const [left, right] = [debit, credit].map((amount) => amountText(ledger, amount, group.currency));
  return {
    at,
    message: {
      en: `${name.en} does not balance${which.en}: ${given.en}debit is ${left} and credit ${right}. Add the missing leg.`,
      zh: `${spaced(name.zh)}${which.zh}借贷不平：${given.zh}借方 ${left}，贷方 ${right}。请补上缺的分录。`,
    },
    fixes: () => balanceFixes(ledger, rule, proved, group),
  };
}

DOCS: page(unbalanced, {
  why: {
    en: "Every rule is a whole double entry, because only then does an imbalance point to a missing flow of money. The rule is proved for all inputs of its declared ranges, not tried out on a few; when the proof fails, the smallest input that breaks it is shown.",
    zh: "每条规则都应是一笔完整的复式分录，不平时才看得出少了哪一路资金。这里对声明范围内的全部输入做证明，而不是抽几个数试算；证明不了平衡时，给出最小的反例。",
  },
  fix: {
    en: "Add the leg that is missing; for a rate that is itself an input, let one leg take the `rest`.",
    zh: "补上缺的分录；费率本身是输入项时，让其中一条分录取 `rest`。",
  },
  silent: {
    en: "The rule is proved to balance per currency, entity and posting day; legs outside the balance do not count. Differences that come from rounding alone are post/rounding-residual, one-sided rules post/one-sided.",
    zh: "按币种、主体、入账日分别证明平衡时不报；表外分录不计。仅由舍入造成的差额见 post/rounding-residual，单边规则见 post/one-sided。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "220201"
        name: 商户待结算
        class: liability
      - code: "300101"
        name: 渠道待清算
        class: common
      - code: "6021"
        name: 手续费收入
        class: income
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      gross:
        type: money
        min: 1.00
    amounts:
      fee: round(gross * 0.006)
    rules:
      - id: pay.net
        event: payment
        entries:
      # ^^^^^^^ post/unbalanced: Rule pay.net does not balance: with gross = 1.00, debit is 1.00 and credit 0.99. Add the missing leg.
          - debit: "300101"
            amount: gross
          - credit: "220201"
            amount: gross - fee
      - id: settle
        event: settlement
        entries:
          - debit: "300101"
            amount: fee
          - credit: "6021"
            amount: fee
  `,
  good: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "220201"
        name: 商户待结算
        class: liability
      - code: "300101"
        name: 渠道待清算
        class: common
      - code: "6021"
        name: 手续费收入
        class: income
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      gross:
        type: money
        min: 1.00
      rate:
        type: rate
        min: 0
        max: 1
    amounts:
      fee: round(gross * 0.006)
    rules:
      - id: pay.net
        event: payment
        entries:
          - debit: "300101"
            amount: gross
          - credit: "220201"
            amount: gross - fee
          - credit: "6021"
            amount: fee
      - id: quoted
        event: fee
        entries:
          - debit: "300101"
            amount: gross
          - credit: "220201"
            amount: rest
          - credit: "6021"
            amount: round(gross * rate)
  `,
  sources: ["2017-05-14 21:26", "2017-06-09 18:24", "2017-07-18 20:32"],
});
