import type { Fix } from "../../finding";
import type { Chart } from "../../index/chart";
import type { RulesDocument } from "../../index/documents";
import { effectOf, negativeCase } from "../../index/engine/effect";
import { proofOf } from "../../index/engine/proof-of-rule";
import type { In, Ledger } from "../../index/ledger";
import { accountsFor, fundsHeld, type Pool, type Purpose, poolOf, purposeLabel } from "../../index/purposes";
import { type BookedLeg, type BookedRule, RuleBook } from "../../index/rule-book";
import type { Text } from "../../l10n/text";
import type { Rule } from "../../model/types.generated";
import { headOf } from "../../yaml/path";
import { type CheckFinding, check } from "../check";
import { insertItemsAfter, insertKey, setKey, type YamlMap, yamlScalar } from "../edits";
import { page } from "../pages";
import { amountText, inputsText, withInputs } from "./shared/proof-words";
import { freeName } from "./shared/skeleton";
import { ruleName, spaced } from "./shared/wording";

/** What an institution has to pay from its own money. */
const OWN_OBLIGATIONS: ReadonlySet<Purpose> = new Set([
  "channel_fee_cost",
  "marketing_expense",
  "loss",
  "advance_receivable",
  "interest",
]);

const clientPoolShortfall = check({
  code: "post/client-pool-shortfall",
  severity: "error",
  tier: "P1",
  on: "ledger",
  wholeLedger: true,
  title: { en: "Client money pays no obligation of our own", zh: "不用客户资金支付自有义务" },
  *run(ledger) {
    for (const rule of RuleBook.of(ledger).rules) {
      const found = judge(ledger, rule);
      if (found) yield found;
    }
  },
});
export default clientPoolShortfall;

function judge(ledger: Ledger, booked: BookedRule): CheckFinding | undefined {
  const { chart, document, rule: item, event } = booked;
  if (chart?.role !== "payment_institution" || event === "funds_move") return undefined;
  const counter = booked.legs.find((leg) => leg.purpose !== undefined && OWN_OBLIGATIONS.has(leg.purpose));
  if (!counter || item.restored_by?.value === "fee_income") return undefined;
  const restored = item.restored_by && restorer(ledger, item.restored_by.value);
  if (restored === "restores" || restored === "unknown") return undefined;
  const rule = { item, document };
  const proved = proofOf(ledger, rule);
  const poolOfLeg = poolsOf(ledger, chart, booked);
  if (proved.unfinished || !proved.verdict.kind.startsWith("proved") || !poolOfLeg) return undefined;
  // Assets count on debit, liabilities on credit: together what clients own less what is owed to them.
  const effects = effectOf(proved, ({ account }) => {
    const pool = account && poolOfLeg.get(account);
    return pool === "client_asset" || pool === "client_liability" ? "debit" : undefined;
  });
  for (const [currency, effect] of effects) {
    const shortfall = negativeCase(effect);
    if (!shortfall) continue;
    const given = withInputs(inputsText(proved, shortfall.inputs));
    const amount = amountText(ledger, shortfall.value.neg(), currency);
    const label = purposeLabel(counter.purpose ?? "", ledger.settings);
    return {
      at: (counter.leg.debit ?? counter.leg.credit)?.node ?? headOf(item.node),
      message: message(item, { given, amount, label }),
      fixes: () => (restored === undefined ? restoringFixes(ledger, chart, rule) : []),
    };
  }
  return undefined;
}

function message(item: Rule, { given, amount, label }: { given: Text; amount: string; label: Text }): Text {
  const name = ruleName(item);
  const by = item.restored_by?.value;
  if (by !== undefined)
    return {
      en: `${name.en} takes ${amount} out of client money${given.en && ` ${given.en.replace(/, $/, "")}`}, and ${by} does not move own money to the client bank account. Name a rule that does.`,
      zh: `${spaced(name.zh)}动用了客户资金：${given.zh}少 ${amount}，而 ${by} 并没有把自有资金划入备付金账户。请指明补足资金的规则。`,
    };
  return {
    en: `${name.en} pays ${label.en.charAt(0).toLowerCase()}${label.en.slice(1)} with client money: ${given.en}what we hold falls ${amount} below what we owe clients. Name in restored_by the rule that puts own money back.`,
    zh: `${spaced(name.zh)}用客户资金支付${label.zh.replace(/（.*）/, "")}：${given.zh}客户资产比对客户的负债少 ${amount}。请在 restored_by 写明由哪条规则用自有资金补足。`,
  };
}

/** The pools of a rule's accounts; undefined while the purpose of one is not known. */
function poolsOf(ledger: Ledger, chart: Chart, { legs }: BookedRule): ReadonlyMap<object, Pool> | undefined {
  const pools = new Map<object, Pool>();
  for (const leg of legs) {
    if (leg.memo) continue;
    const pool = leg.account && leg.chart === chart ? poolOf(ledger.settings, chart, leg.account) : undefined;
    if (!leg.account || pool === undefined) return undefined;
    pools.set(leg.account, pool);
  }
  return pools;
}

/** Whether a rule moves own money into the client bank account. */
function restorer(ledger: Ledger, id: string): "restores" | "other" | "unknown" {
  const booked = RuleBook.of(ledger).all.filter(({ rule }) => rule.id?.value === id);
  if (booked.length === 0) return "unknown";
  return booked.some(restores) ? "restores" : "other";
}

function restores({ event, legs }: BookedRule): boolean {
  const has = (side: BookedLeg["side"], funds: "own" | "client") =>
    legs.some(
      (leg) =>
        leg.side === side &&
        leg.purpose === "bank_deposit" &&
        leg.chart !== undefined &&
        leg.account !== undefined &&
        fundsHeld(leg.chart, leg.account) === funds,
    );
  return event === "funds_move" && has("debit", "client") && has("credit", "own");
}

/** Links the transfer rule there is, else writes one between the only client and the only own bank account. */
function restoringFixes(ledger: Ledger, chart: Chart, rule: In<Rule, RulesDocument>): readonly Fix[] {
  const book = RuleBook.of(ledger);
  const known = book.rules.find((one) => one.chart === chart && one.rule.id && restores(one));
  const link = (id: string) => setKey(rule.item.node, "restored_by", yamlScalar(id), "event");
  if (known?.rule.id) {
    const id = known.rule.id.value;
    return [{ title: { en: `Restored by ${id}`, zh: `由 ${id} 补足` }, edits: [link(id)] }];
  }
  const banks = accountsFor(ledger.settings, chart, "bank_deposit");
  const [client, another] = banks.filter((account) => fundsHeld(chart, account) === "client");
  const [own, more] = banks.filter((account) => fundsHeld(chart, account) === "own");
  if (!client?.code || !own?.code || another || more || rule.item.node.flow) return [];
  const id = freeName("funds.own-to-client", new Set(ledger.names("rule")));
  const added: YamlMap = {
    id: yamlScalar(id),
    event: "funds_move",
    status: "succeeded",
    source: "bank_statement",
    when: { direction: "own_to_client" },
    idempotency_key: ["transfer_no"],
    inputs: { moved: { type: "money", min: "0.01" } },
    entries: [
      { debit: JSON.stringify(client.code.value), amount: "moved" },
      { credit: JSON.stringify(own.code.value), amount: "moved" },
    ],
  };
  return [
    {
      title: { en: `Add the transfer rule ${id} and link it`, zh: `新增划转规则 ${id} 并关联` },
      edits: [
        insertKey(rule.item.node, "restored_by", yamlScalar(id), "event"),
        insertItemsAfter(rule.item.node, [added]),
      ],
    },
  ];
}

DOCS: page(clientPoolShortfall, {
  why: {
    en: "Channel fees, subsidies and write-offs must come from own money: a merchant credited with 100 while 90 came in needs the other ten first. The rule's effect on what is held for clients and what is owed to them is computed for all inputs.",
    zh: "渠道手续费、补贴、核销都应出自自有资金：只到账 90 却给商户入 100，那 10 块得先由自有资金补上。这里对全部输入计算规则对客户资产与客户负债的影响。",
  },
  fix: {
    en: "Name in `restored_by` the transfer of own money into the client bank account, or say `fee_income` when retained fees cover it.",
    zh: "在 `restored_by` 写明从自有账户划入备付金账户的规则；由留存的手续费覆盖的写 `fee_income`。",
  },
  silent: {
    en: "The client pool does not fall; `restored_by` names such a rule; transfers between own and client money; entities that are no payment institution; accounts whose purpose is not declared.",
    zh: "客户资金没有减少、`restored_by` 已写明、资金划转类规则、非支付机构、科目用途未声明时不报。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    entity:
      id: p
      role: payment_institution
    bank_accounts:
      - id: pool
        name: 备付金
        bank: 某银行
        funds: client
      - id: own
        name: 自有
        bank: 某银行
        funds: own
    accounts:
      - code: "100201"
        name: 备付金存款
        class: asset
        purpose: bank_deposit
        bank_account: pool
      - code: "100202"
        name: 自有存款
        class: asset
        purpose: bank_deposit
        bank_account: own
      - code: "6421"
        name: 渠道手续费
        class: expense
        purpose: channel_fee_cost
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      amount:
        type: money
        min: 0.01
    rules:
      - id: channel-fee
        event: fee
        entries:
          - debit: "6421"
          #        ^^^^^^ post/client-pool-shortfall: Rule channel-fee pays channel fee cost with client money: with amount = 0.01, what we hold falls 0.01 below what we owe clients. Name in restored_by the rule that puts own money back.
            amount: amount
          - credit: "100201"
            amount: amount
  `,
  good: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    entity:
      id: p
      role: payment_institution
    bank_accounts:
      - id: pool
        name: 备付金
        bank: 某银行
        funds: client
      - id: own
        name: 自有
        bank: 某银行
        funds: own
    accounts:
      - code: "100201"
        name: 备付金存款
        class: asset
        purpose: bank_deposit
        bank_account: pool
      - code: "100202"
        name: 自有存款
        class: asset
        purpose: bank_deposit
        bank_account: own
      - code: "6421"
        name: 渠道手续费
        class: expense
        purpose: channel_fee_cost
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      amount:
        type: money
        min: 0.01
    rules:
      - id: channel-fee
        event: fee
        entries:
          - debit: "6421"
            amount: amount
          - credit: "100202"
            amount: amount
  `,
  sources: ["2017-05-18 09:11", "2017-05-10 17:55", "2017-06-27 18:04"],
});
