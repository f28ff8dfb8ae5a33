import { accountTitle } from "../../index/account-words";
import type { RulesDocument } from "../../index/documents";
import { eventOf } from "../../index/events";
import type { In, Ledger } from "../../index/ledger";
import { purposeOf } from "../../index/purposes";
import type { Rule, Subledger } from "../../model/types.generated";
import { type CheckFinding, check } from "../check";
import { appendItems, removeItem } from "../edits";
import { page } from "../pages";

const spendableParts = check({
  code: "coa/spendable-parts",
  severity: "error",
  tier: "P1",
  on: "ledger",
  title: { en: "Only available money is spendable", zh: "只有可用余额可以动用" },
  *run(ledger) {
    for (const chart of ledger.charts)
      for (const subledger of chart.document.model.subledgers) yield* spendableTooMuch(subledger);
    for (const rule of ledger.rules()) yield* nothingToFreeze(ledger, rule);
  },
});
export default spendableParts;

const PART = { available: "可用", frozen: "冻结", in_transit: "在途" } as const;

function* spendableTooMuch(subledger: Subledger): Iterable<CheckFinding> {
  if (subledger.overdraft?.limit) return;
  for (const part of subledger.spendable) {
    if (part.value === "available") continue;
    yield {
      at: part.node,
      message: {
        en: `Sub-ledger ${title(subledger)} lets ${part.value === "frozen" ? "frozen" : "in-transit"} money be spent: it is ${part.value === "frozen" ? "held for something else" : "not ours yet"}.`,
        zh: `账户类型 ${title(subledger)} 把${PART[part.value]}部分也算可动用：${part.value === "frozen" ? "这笔钱已经被占用" : "这笔钱还没真正到账"}。`,
      },
      fixes: () => [
        {
          title: { en: `Remove ${part.value}`, zh: `去掉 ${part.value}` },
          preferred: true,
          edits: removeItem(subledger.node, "spendable", part.node),
        },
      ],
    };
  }
}

/** A rule that freezes needs a part to move the money to, unless it moves it to an account of frozen balances. */
function* nothingToFreeze(ledger: Ledger, { item: rule, document }: In<Rule, RulesDocument>): Iterable<CheckFinding> {
  const event = eventOf(ledger.settings, rule);
  if (rule.register?.value !== "freeze" && event !== "freeze" && event !== "pre_auth") return;
  const chart = ledger.chartOf(document);
  const accounts = (side: "debit" | "credit") =>
    rule.entries.flatMap((leg) => {
      const code = leg[side];
      return (code && ledger.account(document, code.value, leg.entity?.value)?.item) ?? [];
    });
  if (!chart || accounts("credit").some((account) => purposeOf(ledger.settings, account) === "frozen_balance")) return;
  const touched = accounts("debit").flatMap((account) => chart.subledgersOf(account).map((one) => ({ account, one })));
  const [target] = touched;
  if (!target || touched.some(({ one }) => one.parts.length === 0 || one.parts.some((part) => part.value === "frozen")))
    return;
  const { account, one: subledger } = target;
  yield {
    at: (rule.register ?? rule.event!).node,
    message: {
      en: `This rule freezes money of ${accountTitle(account)}, but sub-ledger ${title(subledger)} has no part frozen to hold it.`,
      zh: `这条规则冻结 ${accountTitle(account)} 的资金，但账户类型 ${title(subledger)} 没有冻结（frozen）部分可放。`,
    },
    related: [{ at: subledger.parts.node ?? subledger.node, message: { en: "Its parts", zh: "账户的组成部分" } }],
    fixes: () => [
      {
        title: { en: `Add frozen to ${title(subledger)}`, zh: `给 ${title(subledger)} 加上 frozen` },
        edits: [appendItems(subledger.node, "parts", ["frozen"])],
      },
    ],
  };
}

function title(subledger: Subledger): string {
  return subledger.name?.value ?? subledger.id?.value ?? "";
}

DOCS: page(spendableParts, {
  why: {
    en: "Money on its way has not arrived, and frozen money is promised to somebody. Counting either as spendable lets a customer pay with money that is not there.",
    zh: "在途的钱还没到，冻结的钱已有用处。算进可用余额，就等于让客户花不存在的钱。",
  },
  fix: {
    en: "Leave `available` alone in `spendable`; give sub-ledgers that rules freeze a part `frozen`.",
    zh: "`spendable` 只留 available；规则会冻结的账户，在 `parts` 里加上 frozen。",
  },
  silent: {
    en: "With `overdraft.limit` spending beyond the available part is agreed. Money frozen into an account of purpose frozen_balance needs no part.",
    zh: "写了 `overdraft.limit` 表示约定可以透支。冻结时转入 frozen_balance 科目的，不需要冻结部分。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "224101"
        name: 客户余额
        class: liability
        purpose: customer_balance
      - code: "224102"
        name: 预授权占用
        class: liability
        purpose: own_other
    subledgers:
      - id: wallet
        name: 个人支付账户
        account: "224101"
        holder: user
        operations: [top_up, consume]
        parts: [available, in_transit]
        spendable: [available, in_transit]
        #                      ^^^^^^^^^^ coa/spendable-parts: Sub-ledger 个人支付账户 lets in-transit money be spent: it is not ours yet.
    === a.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      held:
        type: money
        min: 0.01
    rules:
      - id: wallet.freeze
        event: freeze
        register: freeze
        #         ^^^^^^ coa/spendable-parts: This rule freezes money of 224101 客户余额, but sub-ledger 个人支付账户 has no part frozen to hold it.
        idempotency_key: [freeze_no]
        entries:
          - debit: "224101"
            amount: held
          - credit: "224102"
            amount: held
  `,
  good: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "224101"
        name: 客户余额
        class: liability
        purpose: customer_balance
    subledgers:
      - id: wallet
        name: 个人支付账户
        account: "224101"
        holder: user
        operations: [top_up, consume]
        parts: [available, frozen]
        spendable: [available]
    === a.posting.yaml
    kind: posting-rules
    schema: 1
    rules:
      - id: wallet.freeze
        event: freeze
        register: freeze
        idempotency_key: [freeze_no]
  `,
  sources: ["2017-05-15 22:35", "2017-05-15 22:31", "2017-05-25 14:32"],
});
