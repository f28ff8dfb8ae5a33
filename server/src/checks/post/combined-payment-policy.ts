import type { Product } from "../../model/types.generated";
import { check } from "../check";
import { insertKey, insertKeys } from "../edits";
import { page } from "../pages";
import { placeOf, productName, spaced } from "./shared/wording";

/** Tenders we debit ourselves; a discount is no payment and cannot fail. */
const INTERNAL: ReadonlySet<string> = new Set(["balance", "prepaid", "coupon", "points"]);

const combinedPaymentPolicy = check({
  code: "post/combined-payment-policy",
  severity: "error",
  tier: "P1",
  on: "rules",
  title: { en: "Combined payments say what happens when one part fails", zh: "组合支付写明一部分失败时怎么办" },
  *run({ model }) {
    for (const product of model.products) {
      if (!combines(product)) continue;
      const { combination } = product;
      const missing = (["strategy", "on_partial"] as const).filter((key) => !combination?.[key]);
      if (missing.length === 0) continue;
      const usual = { strategy: "compensate", on_partial: "refund_all" };
      const keys = Object.fromEntries(missing.map((key) => [key, usual[key]]));
      const name = productName(product);
      yield {
        at: combination ? placeOf(product, "combination") : placeOf(product, "tenders"),
        message: {
          en: `${name.en} combines ${kindsOf(product).join(" and ")}. Say in combination what happens when only one of them succeeds: ${missing.join(", ")}.`,
          zh: `${spaced(name.zh)}组合了 ${kindsOf(product).join("、")}。请在 combination 里写明只成功一部分时怎么办：${missing.join("、")}。`,
        },
        fixes: () => [
          {
            title: { en: "Take everything back when one part fails", zh: "一部分失败时全部退回" },
            edits: [
              combination
                ? insertKeys(combination.node, keys)
                : insertKey(product.node, "combination", keys, "tenders"),
            ],
          },
        ],
      };
    }
  },
});
export default combinedPaymentPolicy;

function kindsOf({ tenders }: Product): readonly string[] {
  return tenders.flatMap(({ kind }) => kind?.value ?? []).filter((kind) => kind === "channel" || INTERNAL.has(kind));
}

function combines(product: Product): boolean {
  const kinds = kindsOf(product);
  return kinds.length > 1 && kinds.includes("channel");
}

DOCS: page(combinedPaymentPolicy, {
  why: {
    en: "“And if only one of the two succeeds?” is the first question about every combined payment. Without an answer, money is debited for an order that does not exist.",
    zh: "“只成功一个怎么办”是每个组合支付方案的第一个问题。没有答案，就会扣了钱却没有订单。",
  },
  fix: {
    en: "Add `combination` with a strategy and what happens to a part that succeeded alone.",
    zh: "补上 `combination`：用什么策略，单独成功的那部分怎么处理。",
  },
  silent: {
    en: "One tender; own tenders only; discounts, which cannot fail.",
    zh: "只有一种支付工具、全是自有支付工具、或只叠加折扣的不报。",
  },
  bad: `
    kind: posting-rules
    schema: 1
    products:
      - id: mixed
        name: 余额加银行卡
        status: draft
        tenders:
      # ^^^^^^^ post/combined-payment-policy: Product mixed combines balance and channel. Say in combination what happens when only one of them succeeds: strategy, on_partial.
          - id: wallet
            kind: balance
          - id: card
            kind: channel
      - id: half
        name: 储值卡加扫码
        status: draft
        tenders:
          - id: card
            kind: prepaid
          - id: scan
            kind: channel
        combination:
      # ^^^^^^^^^^^ post/combined-payment-policy: Product half combines prepaid and channel. Say in combination what happens when only one of them succeeds: on_partial.
          strategy: prefund
  `,
  good: `
    kind: posting-rules
    schema: 1
    products:
      - id: discount
        name: 立减
        status: draft
        tenders:
          - id: scan
            kind: channel
          - id: off
            kind: discount
      - id: mixed
        name: 余额加银行卡
        status: draft
        tenders:
          - id: wallet
            kind: balance
          - id: card
            kind: channel
        combination:
          strategy: try_confirm_cancel
          on_partial: refund_all
  `,
  sources: ["2017-06-01 20:26", "2017-06-08 20:53", "2017-05-11 21:40"],
});
