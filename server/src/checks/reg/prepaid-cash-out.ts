import { citation, holds, listed } from "../../data/regulations";
import type { EventName } from "../../index/events";
import type { Ledger } from "../../index/ledger";
import {
  accountText,
  edgeLegs,
  legPlace,
  type MoneyEdge,
  MoneyPaths,
  type MoneyStep,
  pathLegs,
  pathText,
} from "../../index/money-paths";
import { accountsFor, type Purpose } from "../../index/purposes";
import { type BookedLeg, type BookedRule, RuleBook } from "../../index/rule-book";
import { Rational } from "../../ledger/rational";
import type { Account, Product } from "../../model/types.generated";
import { fix } from "../chan/facts/fix";
import { type CheckFinding, check } from "../check";
import { insertKey, removeItem, replaceScalar, setKey } from "../edits";
import { page } from "../pages";
import { inner, productName } from "../post/shared/wording";
import { isSold } from "./facts/entity";

/** Value that leaves in these ways goes back where it came from, or is put right. */
const UNDOING: ReadonlySet<EventName> = new Set([
  "refund",
  "void",
  "reversal",
  "chargeback",
  "duplicate",
  "expiry",
  "adjustment",
  "difference",
  "difference_clear",
  "write_off",
]);

/** Balances that can be paid out or spent anywhere. */
const OUT: ReadonlySet<Purpose> = new Set(["customer_balance", "payout_transit", "payout_clearing"]);

const prepaidCashOut = check({
  code: "reg/prepaid-cash-out",
  severity: "error",
  tier: "P2",
  on: "ledger",
  wholeLedger: true,
  regulatory: true,
  title: { en: "The value of unregistered cards does not become cash", zh: "不记名预付卡的钱不能变现" },
  *run(ledger) {
    if (!holds("announcement-2012-12", ledger.today)) return;
    const cards = [...ledger.products()]
      .map(({ item }) => item)
      .filter((item) => item.prepaid && isSold(item, ledger.today));
    const unregistered = cards.filter(isUnregistered);
    const rules = rulesOf(ledger, cards, unregistered);
    const found = unregistered.length > 0 ? [...wayOut(ledger, rules), ...paidOut(ledger, rules)] : [];
    yield* found;
    if (unregistered.length > 0 && unregistered.length === cards.length) yield* operations(ledger);
    for (const product of cards) {
      const other = accepted(product);
      if (other) yield other;
    }
  },
});
export default prepaidCashOut;

const LAW = citation("announcement-2012-12");

/** Cards of up to 100 yuan (for transport, mostly) are left alone. */
function isUnregistered(product: Product): boolean {
  const { registered, limit } = product.prepaid!;
  const most = limit && Rational.parse(limit.value);
  return registered?.value === false && !(most && most.compare(Rational.integer(100)) <= 0);
}

/** The rules for unregistered cards: those that name only such products, all of them when there are no other cards. */
function rulesOf(ledger: Ledger, cards: readonly Product[], unregistered: readonly Product[]): ReadonlySet<BookedRule> {
  const ids = new Set(unregistered.map((product) => product.id?.value));
  const rules = RuleBook.of(ledger).rules.filter(({ event, guard, rule }) => {
    if (!event || UNDOING.has(event) || rule.reverses) return false;
    return guard.products ? [...guard.products].every((id) => ids.has(id)) : cards.length === unregistered.length;
  });
  return new Set(rules);
}

/** From a card to a balance that can be withdrawn or spent anywhere, unless it stays marked as prepaid value. */
function* wayOut(ledger: Ledger, rules: ReadonlySet<BookedRule>): Iterable<CheckFinding> {
  const escapes = ({ to }: MoneyStep) => to.purpose !== undefined && OUT.has(to.purpose) && !isTagged(to);
  const path = MoneyPaths.of(ledger).search(prepaidAccounts(ledger), escapes, {
    by: (rule) => rules.has(rule),
    through: (account) => prepaidAccounts(ledger).has(account),
  });
  const last = path?.steps.at(-1);
  if (!path || !last) return;
  const way = pathText(path);
  yield {
    at: legPlace(last.to),
    message: {
      en: `Risk: value of unregistered prepaid cards can leave the prepaid world: ${way.en}. Mark it with \`funds_tag: prepaid\` so that it can only be spent, or block the operation. See ${LAW.en}.`,
      zh: `风险提示：不记名预付卡的钱可以离开预付卡体系：${way.zh}。请用 \`funds_tag: prepaid\` 标记、只许消费，或禁止该操作。参见${LAW.zh}。`,
    },
    related: pathLegs(path),
    fixes: () => {
      const { leg, account } = last.to;
      if (!account?.dimensions.some((dimension) => dimension.value === "funds_tag")) return [];
      const edit = leg.dimensions.node
        ? setKey(leg.dimensions.node, "funds_tag", "prepaid")
        : insertKey(leg.node, "dimensions", { funds_tag: "prepaid" });
      return [fix("Mark it as prepaid value", "标记为预付卡资金", [edit])];
    },
  };
}

/** A rule that debits the card and credits a bank account. */
function* paidOut(ledger: Ledger, rules: ReadonlySet<BookedRule>): Iterable<CheckFinding> {
  const cards = prepaidAccounts(ledger);
  const isOut = ({ rule, claim, asset }: MoneyEdge) =>
    rules.has(rule) && claim.account !== undefined && cards.has(claim.account) && asset.purpose === "bank_deposit";
  const edge = MoneyPaths.of(ledger).outflows.find(isOut);
  if (!edge) return;
  const id = edge.rule.rule.id?.value ?? "?";
  yield {
    at: legPlace(edge.asset),
    message: {
      en: `Risk: rule ${id} pays the value of unregistered prepaid cards out of the bank (${accountText(edge.claim.account)} → ${accountText(edge.asset.account)}). See ${LAW.en}.`,
      zh: `风险提示：规则 ${id} 把不记名预付卡的钱从银行付出（${accountText(edge.claim.account)} → ${accountText(edge.asset.account)}）。参见${LAW.zh}。`,
    },
    related: edgeLegs(edge),
  };
}

function isTagged({ leg }: BookedLeg): boolean {
  return leg.dimensions.entries.get("funds_tag")?.value.value === "prepaid";
}

function prepaidAccounts(ledger: Ledger): ReadonlySet<Account> {
  return new Set(ledger.charts.flatMap((chart) => accountsFor(ledger.settings, chart, "prepaid_balance")));
}

function* operations(ledger: Ledger): Iterable<CheckFinding> {
  for (const chart of ledger.charts) {
    const codes = new Set(accountsFor(ledger.settings, chart, "prepaid_balance").map((account) => account.code?.value));
    for (const subledger of chart.document.model.subledgers) {
      if (!subledger.account.some((account) => codes.has(account.value))) continue;
      for (const operation of subledger.operations) {
        if (operation.value !== "withdraw" && operation.value !== "transfer") continue;
        const id = subledger.id?.value ?? "?";
        yield {
          at: operation.node,
          message: {
            en: `Risk: accounts of type ${id} hold unregistered prepaid value and allow ${operation.value}. See ${LAW.en}.`,
            zh: `风险提示：账户类型 ${id} 存的是不记名预付卡的钱，却允许${operation.value === "withdraw" ? "提现" : "转账"}。参见${LAW.zh}。`,
          },
          fixes: () => {
            const edits = removeItem(subledger.node, "operations", operation.node);
            return subledger.operations.length > 1 && edits.length > 0
              ? [
                  fix(
                    `Do not allow ${operation.value}`,
                    `不允许${operation.value === "withdraw" ? "提现" : "转账"}`,
                    edits,
                  ),
                ]
              : [];
          },
        };
      }
    }
  }
}

/** A single-purpose card is good for its issuer's group. */
function accepted(product: Product): CheckFinding | undefined {
  const purpose = product.prepaid?.purpose;
  if (purpose?.value !== "single" || product.payee?.value !== "third_party") return undefined;
  const law = citation("mofcom-2012-9");
  return {
    at: purpose.node,
    message: {
      en: `Risk: ${inner(productName(product).en)} is a single-purpose card, good for the issuer's own group, but pays third-party merchants. See ${law.en}.`,
      zh: `风险提示：${productName(product).zh} 是单用途卡，只能在发卡企业、集团或同一品牌内使用，收款方却是第三方商户。参见${law.zh}。`,
    },
    ...(product.payee && {
      related: [{ at: product.payee.node, message: { en: "for third parties", zh: "收款方是第三方" } }],
    }),
    fixes: () => [fix("Declare it a multi-purpose card", "改为多用途卡", [replaceScalar(purpose.node, "multi")])],
  };
}

DOCS: page(prepaidCashOut, {
  why: {
    en: "Value must not leave the prepaid world through the wallet: not as cash, not to a bank account, not to another issuer's card. Topped up into a balance, it has to stay marked so that it can only be spent.",
    zh: "预付卡的钱不能借道钱包变现：不能提现、不能转银行账户、不能转别家的卡。充进余额的，要一直带着标记，只能消费。",
  },
  fix: {
    en: "Block the operation, or carry the dimension `funds_tag: prepaid` on the balance and let it be consumed only.",
    zh: "禁止该操作；或在余额上带 `funds_tag: prepaid` 维度，只许消费。",
  },
  silent: {
    en: "For registered cards, which may be redeemed, for refunds and corrections, for cards of up to 100 yuan, and for spending at merchants.",
    zh: "记名卡可赎回，不报；退款与更正、100 元以下的卡、正常消费不报。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    base_currency: CNY
    regulation:
      profile: cn
      as_of: "2026-11-20"
    accounts:
      - code: "220301"
        name: 预付卡余额
        class: liability
        normal_balance: credit
        purpose: prepaid_balance
      - code: "220401"
        name: 钱包余额
        class: liability
        normal_balance: credit
        purpose: customer_balance
        dimensions: [customer, funds_tag]
    subledgers:
      - id: gift-card
        name: 礼品卡账户
        account: "220301"
        holder: user
        operations:
          - consume
          - withdraw
          # ^^^^^^^^ reg/prepaid-cash-out: Risk: accounts of type gift-card hold unregistered prepaid value and allow withdraw. See PBoC Announcement 2012 No. 12 (Measures for prepaid cards of payment institutions, in force since 2012-11-01).
        parts: [available]
        spendable: [available]
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      amount:
        type: money
        min: 0.01
    products:
      - id: gift
        name: 礼品卡
        status: active
        payee: third_party
        prepaid:
          registered: false
          purpose: single
          #        ^^^^^^ reg/prepaid-cash-out: Risk: product gift is a single-purpose card, good for the issuer's own group, but pays third-party merchants. See MOFCOM Order 2012 No. 9 (Measures for single-purpose commercial prepaid cards (trial), in force since 2012-11-01).
    rules:
      - id: gift.to-wallet
        product: gift
        event: transfer
        idempotency_key: [transfer_no, event]
        entries:
          - debit: "220301"
            amount: amount
          - credit: "220401"
          #         ^^^^^^^^ reg/prepaid-cash-out: Risk: value of unregistered prepaid cards can leave the prepaid world: 220301 预付卡余额 → 220401 钱包余额 by rule gift.to-wallet. Mark it with \`funds_tag: prepaid\` so that it can only be spent, or block the operation. See PBoC Announcement 2012 No. 12 (Measures for prepaid cards of payment institutions, in force since 2012-11-01).
            amount: amount
            dimensions:
              customer: $customer
  `,
  good: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    base_currency: CNY
    regulation:
      profile: cn
      as_of: "2026-11-20"
    accounts:
      - code: "220301"
        name: 预付卡余额
        class: liability
        normal_balance: credit
        purpose: prepaid_balance
      - code: "220401"
        name: 钱包余额
        class: liability
        normal_balance: credit
        purpose: customer_balance
        dimensions: [customer, funds_tag]
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      amount:
        type: money
        min: 0.01
    products:
      - id: gift
        name: 礼品卡
        status: active
        payee: third_party
        prepaid:
          registered: false
          purpose: multi
    rules:
      - id: gift.to-wallet
        product: gift
        event: transfer
        idempotency_key: [transfer_no, event]
        entries:
          - debit: "220301"
            amount: amount
          - credit: "220401"
            amount: amount
            dimensions:
              customer: $customer
              funds_tag: prepaid
  `,
  sources: ["2017-06-04 12:14", "2017-06-04 12:20", "2017-06-19 15:08"],
  documents: [listed("announcement-2012-12"), listed("mofcom-2012-9")],
});
