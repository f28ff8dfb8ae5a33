import type { Fix } from "../../finding";
import type { Chart } from "../../index/chart";
import type { RulesDocument } from "../../index/documents";
import { type Counted, effectOf, isNothing } from "../../index/engine/effect";
import type { LegPlace } from "../../index/engine/leg-place";
import { type ProvedRule, proofOf } from "../../index/engine/proof-of-rule";
import { usualSide } from "../../index/engine/usual-side";
import type { In, Ledger } from "../../index/ledger";
import { fundsHeld, purposeLabel, purposeOf, resolvePurpose } from "../../index/purposes";
import { RuleBook } from "../../index/rule-book";
import type { Account, Identity, Rule } from "../../model/types.generated";
import { pairOf } from "../../yaml/nodes";
import { headOf } from "../../yaml/path";
import { type CheckFinding, check } from "../check";
import { appendItems, yamlScalar } from "../edits";
import { page } from "../pages";
import { amountText, inputsText, withInputs } from "./shared/proof-words";

const identityBroken = check({
  code: "post/identity-broken",
  severity: "error",
  tier: "P1",
  on: "ledger",
  wholeLedger: true,
  title: { en: "Every rule keeps the balance identities", zh: "每条规则都保持平衡式" },
  *run(ledger) {
    for (const document of ledger.rulesDocuments) {
      for (const identity of document.model.identities) {
        const found = judge(ledger, document, identity);
        if (found) yield found;
      }
    }
  },
});
export default identityBroken;

/** A rule that changes left − right, with the inputs for which it does. */
interface Broken {
  readonly rule: In<Rule, RulesDocument>;
  readonly proved: ProvedRule;
  readonly given: string;
  readonly change: string;
}

function judge(ledger: Ledger, document: RulesDocument, identity: Identity): CheckFinding | undefined {
  const chart = ledger.chartOf(document);
  if (!chart || identity.left.length === 0 || identity.right.length === 0) return undefined;
  const [left, right] = [identity.left, identity.right].map((side) => side.map(({ value }) => value));
  if (!left || !right || ![...left, ...right].every((member) => isKnown(ledger, chart, member))) return undefined;
  const broken = brokenBy(ledger, chart, left, right);
  const [first] = broken;
  if (!first) return undefined;
  const name = identity.name?.value ?? "";
  const others = broken.length - 1;
  const given = withInputs(first.given);
  const id = first.rule.item.id?.value ?? "";
  return {
    at: identity.name?.node ?? pairOf(identity.node, "left")?.key ?? headOf(identity.node),
    message: {
      en: `Rule ${id} changes ${name || "this identity"}: ${given.en}left minus right moves by ${first.change}${others > 0 ? ` (and ${others} more rules change it)` : ""}. Add the purpose that is missing, or correct the rule.`,
      zh: `规则 ${id} 破坏了${name ? `“${name}”` : "这条平衡式"}：${given.zh}左边减右边变动 ${first.change}${others > 0 ? `（另有 ${others} 条规则也会）` : ""}。请补上漏掉的用途，或改正规则。`,
    },
    related: broken.slice(0, 10).map(({ rule, given: inputs, change }) => ({
      at: headOf(rule.item.node),
      message: {
        en: `${rule.item.id?.value ?? "rule"}: ${inputs === "" ? "" : `${inputs}, `}${change}`,
        zh: `${rule.item.id?.value ?? "规则"}：${inputs === "" ? "" : `${inputs}，`}${change}`,
      },
    })),
    fixes: () => missingPurpose(ledger, chart, identity, left, right, broken),
  };
}

function brokenBy(
  ledger: Ledger,
  chart: Chart,
  left: readonly string[],
  right: readonly string[],
  most = Number.POSITIVE_INFINITY,
): readonly Broken[] {
  const counted = countedBy(ledger, chart, left, right);
  const broken: Broken[] = [];
  for (const { rule: item, document, chart: own } of RuleBook.of(ledger).rules) {
    if (own !== chart) continue;
    const rule = { item, document };
    const proved = proofOf(ledger, rule);
    if (proved.unfinished || !proved.verdict.kind.startsWith("proved")) continue;
    for (const [currency, effect] of effectOf(proved, counted)) {
      const verdict = isNothing(effect);
      if (verdict.kind !== "refuted") continue;
      const { debit, credit, inputs } = verdict.counterexample;
      const change = amountText(ledger, debit.sub(credit), currency);
      broken.push({ rule, proved, given: inputsText(proved, inputs), change });
      break;
    }
    if (broken.length >= most) break;
  }
  return broken;
}

/** Members of the left side count on their normal side, those of the right on the other. */
function countedBy(ledger: Ledger, chart: Chart, left: readonly string[], right: readonly string[]): Counted {
  return ({ account, chart: own }: LegPlace) => {
    if (!account || own !== chart) return undefined;
    const isIn = (members: readonly string[]) => members.some((member) => covers(ledger, chart, member, account));
    const [inLeft, inRight] = [isIn(left), isIn(right)];
    if (inLeft === inRight) return undefined;
    const normal = usualSide(ledger, chart, account);
    return inLeft ? normal : normal === "debit" ? "credit" : "debit";
  };
}

/** A member is a purpose, a purpose with the nature of its funds (`bank_deposit:client`), or a code, which stands for all below it. */
function covers(ledger: Ledger, chart: Chart, member: string, account: Account): boolean {
  const [name, funds] = member.split(":", 2);
  const purpose = purposeOf(ledger.settings, account);
  if (purpose !== undefined && (name === purpose || name === account.purpose?.value))
    return funds === undefined || fundsHeld(chart, account) === funds;
  return chart.pathOf(account).some(({ code }) => code?.value === member);
}

/** A member that names nothing is post/unknown-reference's concern. */
function isKnown(ledger: Ledger, chart: Chart, member: string): boolean {
  return (
    resolvePurpose(ledger.settings, member.split(":")[0]) !== undefined || chart.accountByCode(member) !== undefined
  );
}

/** One purpose that, added to one side, makes every rule keep the identity. */
function missingPurpose(
  ledger: Ledger,
  chart: Chart,
  identity: Identity,
  left: readonly string[],
  right: readonly string[],
  broken: readonly Broken[],
): readonly Fix[] {
  const members = new Set<string>();
  for (const { proved } of broken) {
    for (const { place } of proved.legs) {
      const purpose = place.account && purposeOf(ledger.settings, place.account);
      if (!place.account || purpose === undefined) continue;
      const funds = purpose === "bank_deposit" ? fundsHeld(chart, place.account) : undefined;
      members.add(funds === undefined ? purpose : `${purpose}:${funds}`);
    }
  }
  const fixes: Fix[] = [];
  for (const member of members) {
    if (left.includes(member) || right.includes(member)) continue;
    for (const side of ["left", "right"] as const) {
      const [newLeft, newRight] = side === "left" ? [[...left, member], right] : [left, [...right, member]];
      if (brokenBy(ledger, chart, newLeft, newRight, 1).length > 0) continue;
      const label = purposeLabel(member.split(":")[0] ?? "", ledger.settings);
      fixes.push({
        title: { en: `Add ${member} (${label.en}) to ${side}`, zh: `${side} 加上 ${member}（${label.zh}）` },
        edits: [appendItems(identity.node, side, [yamlScalar(member)])],
      });
    }
  }
  return fixes;
}

DOCS: page(identityBroken, {
  why: {
    en: "“Buyers + escrow + sellers = booked bank money” is the formula people check by hand every evening. Declared as an identity, it is proved for every rule: a rule that moves one side without the other is found before it posts.",
    zh: "“买家余额 + 担保金 + 卖家余额 = 账面银行存款”，这类等式天天靠人核对。写成平衡式之后，会对每条规则证明：只动一边的规则，在入账之前就能发现。",
  },
  fix: {
    en: "Add the purpose the identity forgot, or give the rule the leg it lacks.",
    zh: "补上平衡式漏掉的用途，或给规则补上缺的分录。",
  },
  silent: {
    en: "No identity is declared, or every rule keeps it. Identities with a `condition` are judged in scenarios.",
    zh: "没有声明平衡式、或每条规则都保持时不报；写 `condition` 的平衡式在算例里检验。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    bank_accounts:
      - id: pool
        name: 备付金
        bank: 某银行
        funds: client
    accounts:
      - code: "100201"
        name: 备付金存款
        class: asset
        purpose: bank_deposit
        bank_account: pool
      - code: "220101"
        name: 客户余额
        class: liability
        purpose: customer_balance
      - code: "220201"
        name: 商户待结算
        class: liability
        purpose: merchant_pending
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      amount:
        type: money
        min: 0.01
    rules:
      - id: topped-up
        event: top_up
        entries:
          - debit: "100201"
            amount: amount
          - credit: "220101"
            amount: amount
      - id: paid
        event: payment
        entries:
          - debit: "220101"
            amount: amount
          - credit: "220201"
            amount: amount
    identities:
      - name: 客户资金平衡
        #     ^^^^^^ post/identity-broken: Rule paid changes 客户资金平衡: with amount = 0.01, left minus right moves by -0.01. Add the purpose that is missing, or correct the rule.
        left: [customer_balance]
        right: ["bank_deposit:client"]
  `,
  good: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    bank_accounts:
      - id: pool
        name: 备付金
        bank: 某银行
        funds: client
    accounts:
      - code: "100201"
        name: 备付金存款
        class: asset
        purpose: bank_deposit
        bank_account: pool
      - code: "220101"
        name: 客户余额
        class: liability
        purpose: customer_balance
      - code: "220201"
        name: 商户待结算
        class: liability
        purpose: merchant_pending
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      amount:
        type: money
        min: 0.01
    rules:
      - id: topped-up
        event: top_up
        entries:
          - debit: "100201"
            amount: amount
          - credit: "220101"
            amount: amount
      - id: paid
        event: payment
        entries:
          - debit: "220101"
            amount: amount
          - credit: "220201"
            amount: amount
    identities:
      - name: 客户资金平衡
        left: [customer_balance, merchant_pending]
        right: ["bank_deposit:client"]
  `,
  sources: ["2017-06-19 19:48", "2017-06-14 18:42", "2017-06-09 20:06"],
});
