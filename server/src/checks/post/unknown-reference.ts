import type { Fix } from "../../finding";
import type { RulesDocument } from "../../index/documents";
import type { Ledger } from "../../index/ledger";
import type { Text } from "../../l10n/text";
import { nearest } from "../../nearest";
import type { Span } from "../../yaml/nodes";
import { type CheckFinding, check, replace } from "../check";
import { appendToDocument, insertKey, setKey, yamlScalar } from "../edits";
import { page } from "../pages";
import { type UnknownName, unknownNamesBesideRules, unknownNamesOf } from "./shared/expression-names";
import { guardKeySlips } from "./shared/guard-keys";
import { missingPaths, References, type Unresolved } from "./shared/references";
import { productName, spaced } from "./shared/wording";

const WHAT: Readonly<Record<Unresolved["space"], Text>> = {
  account: { en: "account", zh: "科目" },
  product: { en: "product", zh: "产品" },
  channel: { en: "channel", zh: "渠道" },
  rule: { en: "rule", zh: "规则" },
  bank_account: { en: "bank account", zh: "银行账户" },
  entity: { en: "accounting entity", zh: "会计主体" },
  dimension: { en: "dimension", zh: "辅助核算项" },
  event: { en: "event", zh: "事件" },
  step: { en: "step", zh: "步骤" },
  tender: { en: "tender", zh: "支付工具" },
  purpose: { en: "purpose", zh: "科目用途" },
  input: { en: "input or identifier", zh: "输入项或标识" },
};

const unknownReference = check({
  code: "post/unknown-reference",
  severity: "error",
  tier: "P0",
  on: "rule",
  title: { en: "Every name in a rules file leads to something", zh: "记账规则里的名称都能找到" },
  *run(ledger, rule) {
    for (const unknown of unknownNamesOf(ledger, rule))
      yield { ...amountFinding(unknown), fixes: () => amountFixes(rule.document, unknown) };
  },
  *beside(ledger) {
    for (const { name, at, candidates } of guardKeySlips(ledger)) {
      const meant = nearest(name, candidates);
      yield {
        at,
        message: {
          en: `No other rule or step goes by ${name}.${hint(meant).en}`,
          zh: `没有其他规则或步骤按 ${name} 区分。${hint(meant).zh}`,
        },
        fixes: () => changed(at, meant),
      };
    }
    for (const document of ledger.rulesDocuments) {
      yield* paths(ledger, document);
      const references = new References(ledger, document);
      for (const occurrence of document.symbols.occurrences) {
        if (occurrence.role !== "reference") continue;
        const inAmounts = occurrence.inExpression && !occurrence.spaces.includes("account");
        const unresolved = inAmounts ? undefined : references.unresolved(occurrence);
        if (unresolved) yield nameFinding(ledger, document, occurrence.name, occurrence.at, unresolved);
      }
      for (const unknown of unknownNamesBesideRules(ledger, document))
        yield { ...amountFinding(unknown), fixes: () => amountFixes(document, unknown) };
    }
  },
});
export default unknownReference;

function* paths(ledger: Ledger, document: RulesDocument): Iterable<CheckFinding> {
  for (const { key, path } of missingPaths(ledger, document))
    yield {
      at: path.node,
      message:
        key === "chart"
          ? {
              en: `There is no chart of accounts at ${path.value} in this workspace.`,
              zh: `工作区里没有科目表 ${path.value}。`,
            }
          : {
              en: `There is no payment-channels file at ${path.value} in this workspace.`,
              zh: `工作区里没有支付渠道文件 ${path.value}。`,
            },
    };
}

function nameFinding(
  ledger: Ledger,
  document: RulesDocument,
  name: string,
  at: Span,
  unresolved: Unresolved,
): CheckFinding {
  const { space, chart } = unresolved;
  const meant = unresolved.meant ?? nearest(name, unresolved.candidates());
  const what = WHAT[space];
  const where = chart
    ? { en: ` in the chart of ${chart.entity}`, zh: `（${chart.entity} 的科目表）` }
    : { en: "", zh: "" };
  return {
    at,
    message: {
      en: `There is no ${what.en} ${name}${where.en}.${hint(meant).en}`,
      zh: `没有${what.zh} ${name}${where.zh}。${hint(meant).zh}`,
    },
    fixes: () => [...changed(at, meant), ...created(ledger, document, name, unresolved)],
  };
}

function amountFinding({ name, at, candidates, product }: UnknownName): Pick<CheckFinding, "at" | "message"> {
  const meant = nearest(name, candidates());
  const whose = product && productName(product);
  return {
    at,
    message: whose
      ? name === "product.fee()"
        ? { en: `${whose.en} has no fee terms to compute.`, zh: `${spaced(whose.zh)}没有手续费条款，无法计算。` }
        : {
            en: `${whose.en} does not say ${name.slice("product.".length)}.${hint(meant).en}`,
            zh: `${spaced(whose.zh)}没有写 ${name.slice("product.".length)}。${hint(meant).zh}`,
          }
      : {
          en: `There is no input or amount ${name}.${hint(meant).en}`,
          zh: `没有名为 ${name} 的输入项或金额。${hint(meant).zh}`,
        },
  };
}

function amountFixes(document: RulesDocument, { name, at, exact, candidates, product }: UnknownName): readonly Fix[] {
  return [
    ...(exact ? changed(at, nearest(name, candidates())) : []),
    ...(product || name.includes(".") ? [] : declaredInput(document, name)),
  ];
}

function hint(meant: string | undefined): Text {
  return meant === undefined ? { en: "", zh: "" } : { en: ` Did you mean ${meant}?`, zh: `是不是 ${meant}？` };
}

function changed(at: Span, meant: string | undefined): readonly Fix[] {
  return meant === undefined ? [] : [replace(at, meant, { en: `Change to ${meant}`, zh: `改为 ${meant}` })];
}

/** Declares what is missing: a draft product, or a dimension of the project's own. */
function created(ledger: Ledger, document: RulesDocument, name: string, { space }: Unresolved): readonly Fix[] {
  if (space === "product") {
    const product = { id: yamlScalar(name), name: yamlScalar(name), status: "draft" };
    return [
      {
        title: { en: `Declare product ${name} as a draft`, zh: `声明产品 ${name}（草稿）` },
        edits: appendToDocument(document, "products", [product]),
      },
    ];
  }
  const settings = ledger.settings.document;
  if (space === "dimension" && settings?.source.root?.kind === "map") {
    const { dimensions } = settings.model;
    const value = { name: yamlScalar(name) };
    const edit = dimensions.node
      ? insertKey(dimensions.node, name, value)
      : setKey(settings.source.root, "dimensions", { [name]: value });
    return [
      {
        title: { en: `Declare dimension ${name} for this project`, zh: `为本项目声明辅助核算项 ${name}` },
        edits: [edit],
      },
    ];
  }
  return [];
}

function declaredInput({ model, source }: RulesDocument, name: string): readonly Fix[] {
  const title: Text = { en: `Declare input ${name} as money`, zh: `把 ${name} 声明为金额输入项` };
  const value = { type: "money", min: "0.01" };
  if (model.inputs.node) return [{ title, edits: [insertKey(model.inputs.node, name, value)] }];
  if (source.root?.kind !== "map") return [];
  return [{ title, edits: [insertKey(source.root, "inputs", { [name]: value }, "schema")] }];
}

DOCS: page(unknownReference, {
  why: {
    en: "A mapping that leads nowhere is the first thing a new bookkeeping team falls over: the rule reads well, and the first transaction of its kind cannot be booked.",
    zh: "映射断头是新账务团队最先栽的跟头：规则看着没问题，等到第一笔这样的交易来了，才发现记不进账。",
  },
  fix: {
    en: "Take the nearest name, or declare what is missing.",
    zh: "改成相近的名称，或把缺的东西声明出来。",
  },
  silent: {
    en: "Old codes and names of accounts (`aliases`) resolve. Nothing is said about a kind of thing the ledger has not begun to declare, nor while the file that may declare it has syntax errors. Identifiers such as `payment_no` need no declaration.",
    zh: "科目的旧编码、旧名称（`aliases`）算找得到。账簿还没有开始声明的那一类不报，可能声明它的文件有语法错误时也不报。`payment_no` 这类标识无需声明。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    entity:
      id: songfeng
    accounts:
      - code: "220201"
        name: 商户待结算
        class: liability
      - code: "300101"
        name: 渠道待清算
        class: common
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      gross:
        type: money
        min: 0.01
    products:
      - id: acquiring
        name: 收单
        status: draft
        fee:
          model: rate
          rate: "0.6%"
    rules:
      - id: pay.ok
        product: aquiring
        #        ^^^^^^^^ post/unknown-reference: There is no product aquiring. Did you mean acquiring?
        event: paymnt
        #      ^^^^^^ post/unknown-reference: There is no event paymnt. Did you mean payment?
        entries:
          - debit: "300102"
            #       ^^^^^^ post/unknown-reference: There is no account 300102 in the chart of songfeng. Did you mean 300101?
            amount: gross
          - credit: "220201"
            amount: gros
            #       ^^^^ post/unknown-reference: There is no input or amount gros. Did you mean gross?
            dimensions:
              merchent: $merchant
            # ^^^^^^^^ post/unknown-reference: There is no dimension merchent. Did you mean merchant?
      - id: settle
        product: acquiring
        event: settlement
        reverses: pay.okay
        #         ^^^^^^^^ post/unknown-reference: There is no rule pay.okay. Did you mean pay.ok?
        entries:
          - debit: "220201"
            amount: round(gross * product.fee.rte)
            #                     ^^^^^^^^^^^^^^^ post/unknown-reference: Product acquiring does not say fee.rte. Did you mean product.fee.rate?
          - credit: "300101"
            amount: round(gross * product.fee.rate)
  `,
  good: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "220201"
        name: 商户待结算
        class: liability
        aliases: ["2202"]
      - code: "300101"
        name: 渠道待清算
        class: common
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    chart: ./a.coa.yaml
    inputs:
      gross:
        type: money
        min: 0.01
    rules:
      - id: pay.ok
        product: acquiring
        event: payment
        idempotency_key: [payment_no, event]
        entries:
          - debit: "300101"
            amount: gross
            dimensions:
              channel: $channel
          - credit: "2202"
            amount: gross
            dimensions:
              merchant: $merchant
  `,
  sources: ["2017-05-08 21:28", "2017-06-08 14:17", "2017-06-19 19:48"],
});
