import { RuleBook } from "../../index/rule-book";
import { isOver } from "../../index/validity";
import { check } from "../check";
import { setKey } from "../edits";
import { page } from "../pages";
import { productName, spaced } from "./shared/wording";

const ENOUGH_RULES = 3;

const scenarioMissing = check({
  code: "post/scenario-missing",
  severity: "hint",
  tier: "P2",
  on: "ledger",
  wholeLedger: true,
  title: { en: "A product is walked through with figures", zh: "产品有走完全程的算例" },
  *run(ledger) {
    const book = RuleBook.of(ledger);
    for (const { item: product } of ledger.products()) {
      const id = product.id;
      if (!id || product.status?.value === "draft" || isOver(product, ledger.today)) continue;
      const rules = book.rules.filter((rule) => rule.guard.products?.has(id.value));
      if (rules.length < ENOUGH_RULES) continue;
      const scenarios = [...ledger.scenarios()].filter(
        ({ item }) => item.product?.value === id.value || item.steps.some((step) => step.product?.value === id.value),
      );
      if (scenarios.some(({ item }) => item.complete?.value === true)) continue;
      const name = productName(product);
      const [unfinished] = scenarios;
      yield {
        at: id.node,
        message: {
          en: `${name.en} has ${rules.length} rules and no scenario that walks a transaction through to the end (complete: true).`,
          zh: `${spaced(name.zh)}有 ${rules.length} 条规则，却没有一个走完全程的算例（complete: true）。`,
        },
        fixes: () =>
          unfinished
            ? [
                {
                  title: {
                    en: `Let scenario ${unfinished.item.id?.value ?? ""} end with everything cleared`,
                    zh: `要求算例 ${unfinished.item.id?.value ?? ""} 结束时全部销清`,
                  },
                  edits: [setKey(unfinished.item.node, "complete", "true", "product")],
                },
              ]
            : [],
      };
    }
  },
});
export default scenarioMissing;

DOCS: page(scenarioMissing, {
  why: {
    en: "Rules are trusted only after somebody has walked a payment through them with figures, to the cent, until every clearing account is empty. Worked examples are what people ask for most and find least.",
    zh: "规则只有用具体金额从头走到尾、每个过渡科目都归零，才让人放心。算例是大家最想要、也最难找到的材料。",
  },
  fix: {
    en: "Write a scenario from payment to settlement, funds and refund, with `complete: true`.",
    zh: "写一个从支付、结算、到账到退款的算例，并标 `complete: true`。",
  },
  silent: {
    en: "Products with fewer than three rules, draft products, and products with a complete scenario.",
    zh: "规则少于三条、草稿产品、已有完整算例的产品不报。",
  },
  bad: `
    kind: posting-rules
    schema: 1
    inputs:
      gross:
        type: money
        min: 0.01
    products:
      - id: transfer
        #   ^^^^^^^^ post/scenario-missing: Product transfer has 3 rules and no scenario that walks a transaction through to the end (complete: true).
        name: 转账
        flow: internal
    rules:
      - id: transfer.ok
        product: transfer
        event: transfer
        entries: [{debit: "220101", amount: gross}, {credit: "220102", amount: gross}]
      - id: transfer.failed
        product: transfer
        event: transfer
        status: failed
        entries: [{debit: "220103", amount: gross}, {credit: "220101", amount: gross}]
      - id: transfer.fee
        product: transfer
        event: fee
        entries: [{debit: "220101", amount: gross}, {credit: "602101", amount: gross}]
  `,
  good: `
    kind: posting-rules
    schema: 1
    inputs:
      gross:
        type: money
        min: 0.01
    products:
      - id: transfer
        name: 转账
        flow: internal
    rules:
      - id: transfer.ok
        product: transfer
        event: transfer
        entries: [{debit: "220101", amount: gross}, {credit: "220102", amount: gross}]
      - id: transfer.fee
        product: transfer
        event: fee
        entries: [{debit: "220101", amount: gross}, {credit: "602101", amount: gross}]
  `,
  sources: ["2017-05-10 15:24", "2017-05-16 19:49"],
});
