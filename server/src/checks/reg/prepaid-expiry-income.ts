import { citation, holds, listed } from "../../data/regulations";
import type { Ledger } from "../../index/ledger";
import { legPlace, MoneyPaths, pathLegs, pathText } from "../../index/money-paths";
import { accountsFor, type Purpose, purposeOf } from "../../index/purposes";
import { type BookedRule, legsOn, RuleBook } from "../../index/rule-book";
import type { Product } from "../../model/types.generated";
import { fix } from "../chan/facts/fix";
import { type CheckFinding, check } from "../check";
import { removeKey, replaceScalar } from "../edits";
import { page } from "../pages";
import { inner, productName } from "../post/shared/wording";
import { isSold } from "./facts/entity";

/** Accounts on which expired value may wait before it is moved on. */
const WAITING: ReadonlySet<Purpose> = new Set(["transit", "prepaid_balance", "suspense_surplus"]);

const prepaidExpiryIncome = check({
  code: "reg/prepaid-expiry-income",
  severity: "error",
  tier: "P1",
  on: "ledger",
  wholeLedger: true,
  regulatory: true,
  title: { en: "What is left on an expired card does not become income", zh: "预付卡过期余额不转收入" },
  *run(ledger) {
    if (!holds("announcement-2012-12", ledger.today)) return;
    for (const rule of RuleBook.of(ledger).withEvent("expiry")) {
      const found = toIncome(ledger, rule);
      if (found) yield found;
    }
    for (const { item: product } of ledger.products()) {
      const found = isSold(product, ledger.today) ? registeredExpires(product) : undefined;
      if (found) yield found;
    }
  },
});
export default prepaidExpiryIncome;

const LAW = citation("announcement-2012-12");

/** From the cards' balance to income, in the rule itself or through an account where it waits. */
function toIncome(ledger: Ledger, rule: BookedRule): CheckFinding | undefined {
  const balances = legsOn(rule, "debit", "prepaid_balance").flatMap((leg) => leg.account ?? []);
  const waits = (purpose: Purpose | undefined) => purpose !== undefined && WAITING.has(purpose);
  const path = MoneyPaths.of(ledger).search(balances, ({ to }) => to.account?.class?.value === "income", {
    through: (account) => waits(purposeOf(ledger.settings, account)),
  });
  const [first] = path?.steps ?? [];
  const last = path?.steps.at(-1);
  if (!path || !first || !last || first.rule !== rule) return undefined;
  const id = rule.rule.id?.value ?? "?";
  const way = pathText(path);
  return {
    at: legPlace(first.to),
    message: {
      en: `Risk: rule ${id} lets the value of expired cards end as income (${way.en}). What is left on a card remains the holder's claim. See ${LAW.en}.`,
      zh: `风险提示：规则 ${id} 把过期卡的余额变成了收入（${way.zh}）。卡内余额仍是持卡人的权利。参见${LAW.zh}。`,
    },
    related: pathLegs(path),
    fixes: () => {
      const { chart } = rule;
      const code = first.to.leg.credit;
      if (!chart || !code || path.steps.length > 1) return [];
      const other = accountsFor(ledger.settings, chart, "prepaid_balance", "transit").find(
        (account) => account !== path.start && account.class?.value === "liability",
      );
      if (!other?.code) return [];
      const name = `${other.code.value} ${other.name?.value ?? ""}`.trim();
      return [fix(`Keep it owed in ${name}`, `转到仍挂负债的 ${name}`, [replaceScalar(code.node, other.code.value)])];
    },
  };
}

function registeredExpires(product: Product): CheckFinding | undefined {
  const { prepaid } = product;
  if (!prepaid?.expiry_months || prepaid.registered?.value !== true) return undefined;
  const name = productName(product);
  const { node } = prepaid.expiry_months;
  return {
    at: node,
    message: {
      en: `Risk: ${inner(name.en)} sells registered cards that expire after ${prepaid.expiry_months.value} months; registered cards have no expiry. See ${LAW.en}.`,
      zh: `风险提示：${name.zh} 是记名卡，却写了 ${prepaid.expiry_months.value} 个月有效期；记名卡不设有效期。参见${LAW.zh}。`,
    },
    fixes: () => {
      const edits = removeKey(prepaid.node, "expiry_months");
      return edits.length > 0 ? [fix("Remove the expiry", "删除有效期", edits)] : [];
    },
  };
}

DOCS: page(prepaidExpiryIncome, {
  why: {
    en: "Some believed that unused value becomes the issuer's after a few years. It does not: registered cards never expire, and what is left on an unregistered one can still be claimed.",
    zh: "有人以为几年不用，卡里的钱就归发卡方了。不是：记名卡不过期，不记名卡过期后余额也仍可主张。",
  },
  fix: {
    en: "Move the value to another account that owes it to the holder; extend or replace the card.",
    zh: "把余额转到另一个仍欠持卡人的负债科目；办理延期或换卡。",
  },
  silent: {
    en: "When expiry moves the value to another client liability from which no rule leads to income.",
    zh: "过期时转入另一个客户负债科目，且没有规则再把它转成收入时不报。",
  },
  bad: `
    === counting-house.yaml
    regulation:
      profile: cn
      as_of: "2026-11-20"
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    base_currency: CNY
    accounts:
      - code: "220301"
        name: 预付卡余额
        class: liability
        normal_balance: credit
        purpose: prepaid_balance
      - code: "220302"
        name: 过期卡余额
        class: liability
        normal_balance: credit
        purpose: prepaid_balance
      - code: "6301"
        name: 营业外收入
        class: income
        normal_balance: credit
        purpose: other_income
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      left:
        type: money
        min: 0.01
    products:
      - id: gift
        name: 礼品卡
        status: active
        prepaid:
          registered: true
          expiry_months: 36
          #              ^^ reg/prepaid-expiry-income: Risk: product gift sells registered cards that expire after 36 months; registered cards have no expiry. See PBoC Announcement 2012 No. 12 (Measures for prepaid cards of payment institutions, in force since 2012-11-01).
    rules:
      - id: card.expired
        event: expiry
        status: expired
        idempotency_key: [expiry_no, event]
        entries:
          - debit: "220301"
            amount: left
          - credit: "6301"
          #         ^^^^^^ reg/prepaid-expiry-income: Risk: rule card.expired lets the value of expired cards end as income (220301 预付卡余额 → 6301 营业外收入 by rule card.expired). What is left on a card remains the holder's claim. See PBoC Announcement 2012 No. 12 (Measures for prepaid cards of payment institutions, in force since 2012-11-01).
            amount: left
  `,
  good: `
    === counting-house.yaml
    regulation:
      profile: cn
      as_of: "2026-11-20"
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    base_currency: CNY
    accounts:
      - code: "220301"
        name: 预付卡余额
        class: liability
        normal_balance: credit
        purpose: prepaid_balance
      - code: "220302"
        name: 过期卡余额
        class: liability
        normal_balance: credit
        purpose: prepaid_balance
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      left:
        type: money
        min: 0.01
    rules:
      - id: card.expired
        event: expiry
        status: expired
        idempotency_key: [expiry_no, event]
        entries:
          - debit: "220301"
            amount: left
          - credit: "220302"
            amount: left
  `,
  sources: ["2017-05-11 20:19", "2017-05-11 20:20"],
  documents: [listed("announcement-2012-12"), listed("mofcom-2012-9")],
});
