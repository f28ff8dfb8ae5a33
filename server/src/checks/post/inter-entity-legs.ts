import type { Fix } from "../../finding";
import type { Chart } from "../../index/chart";
import type { RulesDocument } from "../../index/documents";
import type { LegPlace } from "../../index/engine/leg-place";
import { type ProvedRule, proofOf } from "../../index/engine/proof-of-rule";
import { expressionOf } from "../../index/expressions";
import type { In, Ledger } from "../../index/ledger";
import { accountsFor, purposeOf } from "../../index/purposes";
import { accountsUsed } from "../../ledger/expression/symbols";
import { DEFAULT_LIMITS } from "../../ledger/proof/budget";
import { proveRule } from "../../ledger/proof/prove";
import type { GroupProof, ProofLeg } from "../../ledger/proof/verdict";
import type { Rule } from "../../model/types.generated";
import type { Span } from "../../yaml/nodes";
import { headOf } from "../../yaml/path";
import { check } from "../check";
import { appendItems, type YamlMap, yamlScalar } from "../edits";
import { page } from "../pages";
import { expressionSource } from "./shared/expression-source";
import { amountText, inputsText, withInputs } from "./shared/proof-words";
import { severalEntities } from "./shared/proved-legs";
import { ruleName, spaced } from "./shared/wording";

const interEntityLegs = check({
  code: "post/inter-entity-legs",
  severity: "error",
  tier: "P0",
  on: "rule",
  title: { en: "Each entity's books balance by themselves", zh: "各主体的账各自平衡" },
  *run(ledger, rule) {
    const proved = proofOf(ledger, rule);
    if (proved.unfinished || !severalEntities(proved)) return;
    const name = ruleName(rule.item);
    const told = new Set<string | undefined>();
    for (const group of proved.proof.groups) {
      if (group.verdict.kind !== "refuted" || group.rounding || told.has(group.entity)) continue;
      told.add(group.entity);
      const { inputs, debit, credit } = group.verdict.counterexample;
      const given = withInputs(inputsText(proved, inputs));
      const [left, right] = [debit, credit].map((amount) => amountText(ledger, amount, group.currency));
      yield {
        at: placeOf(proved, group.entity),
        message: {
          en: `${name.en} does not balance in the books of ${group.entity}: ${given.en}debit is ${left} and credit ${right}. Put the receivable or payable between the entities in both books.`,
          zh: `${spaced(name.zh)}在 ${group.entity} 的账里不平：${given.zh}借方 ${left}，贷方 ${right}。请在双方账上都记机构往来。`,
        },
        fixes: () => currentAccounts(ledger, rule, proved),
      };
    }
    for (const entity of entitiesOf(proved)) {
      if (told.size > 0 || settlesBetween(ledger, proved, entity)) continue;
      yield {
        at: placeOf(proved, entity),
        message: {
          en: `${name.en} touches the books of ${entity} without an account between the entities, so nobody there sees who owes whom. Post one with purpose inter_entity.`,
          zh: `${spaced(name.zh)}动了 ${entity} 的账，却没有机构往来科目，看不出谁欠谁。请用用途为 inter_entity 的科目记往来。`,
        },
      };
    }
  },
});
export default interEntityLegs;

function entitiesOf({ legs }: ProvedRule): readonly string[] {
  return [...new Set(legs.flatMap(({ place }) => (place.memo ? [] : (place.entity ?? []))))];
}

/** Where a rule names the entity, else its first leg there. */
function placeOf({ legs }: ProvedRule, entity: string | undefined): Span {
  const own = legs.filter(({ place }) => place.entity === entity && !place.memo);
  const named = own.find(({ item }) => item.entity)?.item.entity;
  const [first] = own;
  return (
    named?.node ??
    (first ? ((first.item.debit ?? first.item.credit)?.node ?? headOf(first.item.node)) : legs[0]!.item.node)
  );
}

function settlesBetween(ledger: Ledger, { legs }: ProvedRule, entity: string): boolean {
  return legs.some(
    ({ place }) =>
      place.entity === entity &&
      (purposeOf(ledger.settings, place.account) === "inter_entity" || isMirrored(ledger, place)),
  );
}

/** An account that an identity compares with accounts of another entity. */
function isMirrored(ledger: Ledger, { entity, code }: LegPlace): boolean {
  for (const document of ledger.rulesDocuments) {
    for (const { left, right, condition } of document.model.identities) {
      const members = [...left, ...right].map(({ value }) => value);
      if (condition) members.push(...accountsUsed(expressionOf(condition.value).root).map(({ account }) => account));
      const own = members.some((member) => member === code || member === `${entity}:${code}`);
      if (
        own &&
        members.some((member) => ledger.charts.some((chart) => chart.entity !== entity && isOf(chart, member)))
      )
        return true;
    }
  }
  return false;
}

function isOf(chart: Chart, member: string): boolean {
  return member.startsWith(`${chart.entity}:`) || chart.accountByCode(member) !== undefined;
}

/** A leg on the account between the entities in each book that is short, when these are known and then balance. */
function currentAccounts(ledger: Ledger, rule: In<Rule, RulesDocument>, proved: ProvedRule): readonly Fix[] {
  const short = proved.proof.groups.filter(({ verdict }) => verdict.kind === "refuted");
  const added = short.flatMap((group) => currentLeg(ledger, rule, group) ?? []);
  if (added.length < short.length) return [];
  const repaired = proveRule(
    { ...proved.rule, legs: [...proved.rule.legs, ...added.map(({ proof }) => proof)] },
    DEFAULT_LIMITS,
  );
  if (!repaired.verdict.kind.startsWith("proved") || repaired.signs.length > proved.proof.signs.length) return [];
  return [
    {
      title: { en: "Add the legs between the entities", zh: "补上机构往来分录" },
      edits: [
        appendItems(
          rule.item.node,
          "entries",
          added.map(({ leg }) => leg),
        ),
      ],
    },
  ];
}

function currentLeg(
  ledger: Ledger,
  rule: In<Rule, RulesDocument>,
  group: GroupProof,
): { readonly proof: ProofLeg; readonly leg: YamlMap } | undefined {
  const chart = ledger.charts.find(({ entity }) => entity === group.entity);
  const [account, another] = chart ? accountsFor(ledger.settings, chart, "inter_entity") : [];
  const fix = group.fixes.find(({ kind }) => kind === "add-leg");
  if (!chart || !account?.code || another || fix?.kind !== "add-leg") return undefined;
  const isOwn = ledger.chartOf(rule.document) === chart;
  const currency = group.currency !== undefined && group.currency !== chart.baseCurrency ? group.currency : undefined;
  return {
    proof: {
      side: fix.side,
      account: account.code.value,
      amount: expressionOf(fix.amount).root,
      entity: chart.entity,
      ...(group.currency !== undefined && { currency: group.currency }),
    },
    leg: {
      [fix.side]: JSON.stringify(account.code.value),
      amount: expressionSource(fix.amount, rule.item.node.flow),
      ...(currency !== undefined && { currency }),
      ...(!isOwn && { entity: yamlScalar(chart.entity) }),
    },
  };
}

DOCS: page(interEntityLegs, {
  why: {
    en: "A loan repaid over two institutions balanced in total while neither book did. Two entities keep two sets of books: each must balance by itself, and what one owes the other stands on an account between them in both.",
    zh: "贷款经两家机构还款，合计是平的，两家各自的账却都不平。两个主体就是两套账：各自要平，谁欠谁要在双方的往来科目上看得见。",
  },
  fix: {
    en: "Post the receivable in one book and the payable in the other.",
    zh: "一方记应收往来，另一方记应付往来。",
  },
  silent: {
    en: "All legs belong to one entity, or each entity balances and has an account with purpose `inter_entity` (or one that an identity mirrors).",
    zh: "分录都属于一个主体，或各主体各自平衡且有用途为 `inter_entity` 的科目（或平衡式里互为镜像的科目）时不报。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    entity:
      id: lender
      name: 放款方
    accounts:
      - code: "1001"
        name: 存款
        class: asset
      - code: "1301"
        name: 贷款
        class: asset
      - code: "2801"
        name: 机构往来
        class: common
        purpose: inter_entity
    === b.coa.yaml
    kind: chart-of-accounts
    schema: 1
    entity:
      id: agent
      name: 代收方
    accounts:
      - code: "1001"
        name: 存款
        class: asset
      - code: "2801"
        name: 机构往来
        class: common
        purpose: inter_entity
    === c.posting.yaml
    kind: posting-rules
    schema: 1
    chart: ./a.coa.yaml
    inputs:
      repaid:
        type: money
        min: 0.01
    rules:
      - id: repay
        event: payment
        entries:
          - debit: "1001"
            amount: repaid
            entity: agent
            #       ^^^^^ post/inter-entity-legs: Rule repay does not balance in the books of agent: with repaid = 0.01, debit is 0.01 and credit 0.00. Put the receivable or payable between the entities in both books.
          - credit: "1301"
          #         ^^^^^^ post/inter-entity-legs
            amount: repaid
      - id: swap
        event: transfer
        entries:
          - debit: "1001"
            amount: repaid
            entity: agent
            #       ^^^^^ post/inter-entity-legs
          - credit: "1001"
            amount: repaid
            entity: agent
          - debit: "2801"
            amount: repaid
          - credit: "1301"
            amount: repaid
  `,
  good: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    entity:
      id: lender
      name: 放款方
    accounts:
      - code: "1001"
        name: 存款
        class: asset
      - code: "1301"
        name: 贷款
        class: asset
      - code: "2801"
        name: 机构往来
        class: common
        purpose: inter_entity
    === b.coa.yaml
    kind: chart-of-accounts
    schema: 1
    entity:
      id: agent
      name: 代收方
    accounts:
      - code: "1001"
        name: 存款
        class: asset
      - code: "2801"
        name: 机构往来
        class: common
        purpose: inter_entity
    === c.posting.yaml
    kind: posting-rules
    schema: 1
    chart: ./a.coa.yaml
    inputs:
      repaid:
        type: money
        min: 0.01
    rules:
      - id: repay
        event: payment
        entries:
          - debit: "1001"
            amount: repaid
            entity: agent
          - credit: "2801"
            amount: repaid
            entity: agent
          - debit: "2801"
            amount: repaid
          - credit: "1301"
            amount: repaid
  `,
  sources: ["2017-07-19 20:22", "2017-05-18 13:21", "2017-05-18 13:22"],
});
