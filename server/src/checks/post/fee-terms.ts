import type { Edit, Fix } from "../../finding";
import type { Ledger } from "../../index/ledger";
import { legsOn, RuleBook } from "../../index/rule-book";
import type { Product, ProductFee } from "../../model/types.generated";
import { type CheckFinding, check, replace } from "../check";
import { insertKey, insertKeys, setKey } from "../edits";
import { page } from "../pages";
import { inner, placeOf, productName, spaced } from "./shared/wording";

const feeTerms = check({
  code: "post/fee-terms",
  severity: "error",
  tier: "P1",
  on: "ledger",
  title: { en: "Fee terms are complete and fit together", zh: "手续费条款完整且不自相矛盾" },
  *run(ledger) {
    for (const { item: product } of ledger.products()) {
      if (!product.fee) continue;
      const missing = missingTerms(product.fee);
      const name = productName(product);
      if (missing.length > 0)
        yield {
          at: placeOf(product, "fee"),
          message: {
            en: `The fee of ${inner(name.en)} does not say: ${missing.join(", ")}.`,
            zh: `${spaced(name.zh)}的手续费没有写：${missing.join("、")}。`,
          },
          fixes: () => [completed(ledger, product, product.fee!, missing)],
        };
      yield* contradictions(product, product.fee);
    }
  },
});
export default feeTerms;

function missingTerms(fee: ProductFee): readonly string[] {
  const missing: string[] = [];
  if (!fee.mode) missing.push("mode");
  if (!fee.model) missing.push("model");
  // A fixed fee is computed from nothing.
  if (!fee.base && fee.model?.value !== "fixed") missing.push("base");
  if (!fee.evaluate) missing.push("evaluate");
  if (!fee.collect) missing.push("collect");
  if (!fee.recognised_on) missing.push("recognised_on");
  return missing;
}

function* contradictions(product: Product, fee: ProductFee): Iterable<CheckFinding> {
  const name = productName(product);
  const { evaluate, collect, period } = fee;
  if (fee.model?.value === "tiered" && period && evaluate?.value === "per_transaction")
    yield {
      at: evaluate.node,
      message: {
        en: `The tiers of ${inner(name.en)} go by the volume of a ${period.value}, which is not known when a single transaction is booked. Evaluate the fee per_period.`,
        zh: `${spaced(name.zh)}按${PERIOD[period.value]}交易量分档，逐笔记账时还不知道量是多少。请改为 per_period（按期计费）。`,
      },
      fixes: () => [replace(evaluate.node, "per_period", { en: "Evaluate per period", zh: "改为按期计费" })],
    };
  if (product.split && product.split.receivers.length > 1 && !fee.payer)
    yield {
      at: placeOf(product, "fee"),
      message: {
        en: `${name.en} splits each payment among several receivers, and its fee does not say who of them pays it. Add payer.`,
        zh: `${spaced(name.zh)}一笔款分给多方，手续费却没有写由谁承担。请补上 payer。`,
      },
      fixes: () =>
        (["receiver", "merchant", "payer"] as const).map((payer) => ({
          title: { en: `The ${payer} pays the fee`, zh: `手续费由${PAYER[payer]}承担` },
          edits: [insertKey(fee.node, "payer", payer)],
        })),
    };
  if (collect?.value === "prepaid" && fee.mode?.value === "net")
    yield {
      at: collect.node,
      message: {
        en: `${name.en} takes its fee out of the amount (net) and from a prepaid fee account as well. Choose one.`,
        zh: `${spaced(name.zh)}的手续费既内扣（net）又从预付账户扣（prepaid），只能选一种。`,
      },
      fixes: () => [
        replace(collect.node, "realtime", { en: "Deduct it from the amount", zh: "从交易金额中内扣" }),
        {
          title: { en: "Charge it on top, from the prepaid account", zh: "外收，从预付账户扣" },
          edits: [setKey(fee.node, "mode", "gross")],
        },
      ],
    };
}

const PERIOD = { day: "日", week: "周", month: "月", quarter: "季", year: "年" } as const;
const PAYER = { receiver: "收款方", merchant: "商户", payer: "付款人" } as const;

/** The customary terms; those that the rules already show are taken from them. */
function completed(ledger: Ledger, product: Product, fee: ProductFee, missing: readonly string[]): Fix {
  const rules = RuleBook.of(ledger).ofProduct(product.id?.value ?? "");
  const earning = rules.find((rule) => legsOn(rule, "credit", "fee_income").length > 0);
  const usual: Readonly<Record<string, string>> = {
    mode: "net",
    model: fee.tiers.length > 0 ? "tiered" : fee.rate || !fee.amount ? "rate" : "fixed",
    base: "paid_amount",
    evaluate: "per_transaction",
    collect: fee.mode?.value === "gross" ? "periodic" : "realtime",
    recognised_on: earning?.guard.event ?? "settlement",
  };
  const edits: Edit[] = [insertKeys(fee.node, Object.fromEntries(missing.map((key) => [key, usual[key]!])))];
  return { title: { en: "Add the usual terms, to be reviewed", zh: "按惯例补全（请复核）" }, edits };
}

DOCS: page(feeTerms, {
  why: {
    en: "Deducted or charged on top, per item or summed, from the order or the amount paid, earned when: each of these decisions changes the entries. And tiers by monthly volume cannot be known while single transactions are booked.",
    zh: "内扣还是外收、逐笔还是汇总、按订单还是实付、何时确认收入，每一项都会改变分录。按月交易量分档的费率，逐笔记账时根本算不出来。",
  },
  fix: {
    en: "Write the missing terms; evaluate volume tiers per period.",
    zh: "补全条款；按交易量分档的改为按期计费。",
  },
  silent: {
    en: "Products without a `fee`; a fixed fee needs no `base`.",
    zh: "没有 `fee` 的产品不报；按笔固定收费的不要求 `base`。",
  },
  bad: `
    kind: posting-rules
    schema: 1
    products:
      - id: acquiring
        name: 收单
        status: draft
        fee:
      # ^^^ post/fee-terms: The fee of product acquiring does not say: mode, base, collect.
          model: tiered
          period: month
          evaluate: per_transaction
          #         ^^^^^^^^^^^^^^^ post/fee-terms: The tiers of product acquiring go by the volume of a month, which is not known when a single transaction is booked. Evaluate the fee per_period.
          recognised_on: settlement
          tiers:
            - over: 0
              up_to: 100000.00
              rate: "0.6%"
            - over: 100000.00
              rate: "0.5%"
      - id: prepaid-fee
        name: 预付手续费
        status: draft
        fee:
          mode: net
          model: rate
          rate: "0.6%"
          base: paid_amount
          evaluate: per_transaction
          collect: prepaid
          #        ^^^^^^^ post/fee-terms: Product prepaid-fee takes its fee out of the amount (net) and from a prepaid fee account as well. Choose one.
          threshold: 100.00
          negative: reject
          recognised_on: payment
  `,
  good: `
    kind: posting-rules
    schema: 1
    products:
      - id: acquiring
        name: 收单
        status: draft
        fee:
          mode: net
          model: rate
          rate: "0.6%"
          base: paid_amount
          evaluate: per_transaction
          collect: realtime
          recognised_on: settlement
  `,
  sources: ["2017-06-09 20:22", "2017-06-09 18:15", "2017-05-12 17:13"],
});
