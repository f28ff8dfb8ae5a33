import { citation, holds, listed, PREPAID_LIMITS, PREPAID_MONTHS } from "../../data/regulations";
import type { RulesDocument } from "../../index/documents";
import type { In, Ledger } from "../../index/ledger";
import type { Product } from "../../model/types.generated";
import { pairOf } from "../../yaml/nodes";
import { keyOf } from "../chan/facts/channel";
import { fix } from "../chan/facts/fix";
import { type CheckFinding, check } from "../check";
import { setKey } from "../edits";
import { page } from "../pages";
import { inner, productName } from "../post/shared/wording";
import { amountSource, exceeded, isYuan, yuan } from "./facts/amounts";
import { isSold, openChannels } from "./facts/entity";

const prepaidLimits = check({
  code: "reg/prepaid-limits",
  severity: "warning",
  tier: "P1",
  on: "ledger",
  regulatory: true,
  title: { en: "Prepaid cards keep to their limits", zh: "预付卡限额、期限、购卡方式在规定之内" },
  *run(ledger) {
    if (!holds("announcement-2012-12", ledger.today)) return;
    for (const entry of ledger.products()) {
      const { prepaid } = entry.item;
      if (!prepaid || !isSold(entry.item, ledger.today)) continue;
      const value = tooMuch(ledger, entry);
      const months = tooShort(entry.item);
      const cards = byCredit(ledger, entry.item);
      if (value) yield value;
      if (months) yield months;
      if (cards) yield cards;
    }
  },
});
export default prepaidLimits;

const LAW = citation("announcement-2012-12");

function tooMuch(ledger: Ledger, { item: product, document }: In<Product, RulesDocument>): CheckFinding | undefined {
  const { registered, limit } = product.prepaid!;
  if (!registered || !limit || !isYuan(ledger.chartOf(document), product)) return undefined;
  const figure = exceeded(limit, PREPAID_LIMITS[registered.value ? "registered" : "unregistered"], ledger.today);
  if (!figure) return undefined;
  const name = productName(product);
  const most = yuan(figure);
  const kind = registered.value ? { en: "a registered", zh: "记名" } : { en: "an unregistered", zh: "不记名" };
  return {
    at: limit.node,
    message: {
      en: `Risk: ${inner(name.en)} lets ${kind.en} card hold ${limit.value}; the limit is ${most.en}. See ${LAW.en}.`,
      zh: `风险提示：${name.zh} 的${kind.zh}卡限额 ${limit.value}，规定为 ${most.zh}。参见${LAW.zh}。`,
    },
    fixes: () => [
      fix(`Set the limit to ${amountSource(figure)}`, `限额改为 ${amountSource(figure)}`, [
        { at: limit.node, newText: amountSource(figure) },
      ]),
    ],
  };
}

function tooShort(product: Product): CheckFinding | undefined {
  const { registered, expiry_months: months } = product.prepaid!;
  if (registered?.value !== false || !months || months.value >= PREPAID_MONTHS) return undefined;
  const name = productName(product);
  return {
    at: months.node,
    message: {
      en: `Risk: ${inner(name.en)} lets unregistered cards expire after ${months.value} months; they are valid for ${PREPAID_MONTHS} at least. See ${LAW.en}.`,
      zh: `风险提示：${name.zh} 的不记名卡有效期 ${months.value} 个月，不得少于 ${PREPAID_MONTHS} 个月（3 年）。参见${LAW.zh}。`,
    },
    fixes: () => [
      fix(`Let them be valid for ${PREPAID_MONTHS} months`, `有效期改为 ${PREPAID_MONTHS} 个月`, [
        { at: months.node, newText: String(PREPAID_MONTHS) },
      ]),
    ],
  };
}

/** Sold or topped up by credit card: said outright, or possible because a channel takes credit cards. */
function byCredit(ledger: Ledger, product: Product): CheckFinding | undefined {
  const { cards } = product;
  if (cards?.value === "debit_only" || product.flow?.value === "pay_out") return undefined;
  const channel = openChannels(ledger, product).find(({ item }) =>
    item.card_types.some((type) => type.value === "credit"),
  );
  if (!cards && !channel) return undefined;
  const name = productName(product);
  const through = channel?.item.id?.value;
  return {
    at: cards?.node ?? pairOf(product.node, "prepaid")?.key ?? keyOf(product.node, "id"),
    message: {
      en: `Risk: ${inner(name.en)} sells or tops up prepaid cards${through ? ` through channel ${through}, which takes credit cards` : " by any card"}; credit cards may not buy prepaid value. See ${LAW.en}.`,
      zh: `风险提示：${name.zh} 售卡、充值${through ? `走渠道 ${through}，它收信用卡` : "不限卡种"}；不得用信用卡购买预付卡或为其充值。参见${LAW.zh}。`,
    },
    fixes: () => [
      fix("Take debit cards only", "只收借记卡", [setKey(product.node, "cards", "debit_only", "channels")]),
    ],
  };
}

DOCS: page(prepaidLimits, {
  why: {
    en: "1,000 and 5,000 are quoted everywhere, and mixed up as often: which belongs to the registered card, and which card may expire.",
    zh: "1,000 和 5,000 人人会背，也常常记反：哪个是记名卡的，哪种卡可以设有效期。",
  },
  fix: {
    en: "Set the limit, the validity or the cards to what the rules give.",
    zh: "把限额、有效期、可用卡种改到规定之内。",
  },
  silent: {
    en: "Within the figures, and for amounts in other currencies.",
    zh: "在规定之内不报；其他币种的金额不判断。",
  },
  bad: `
    === counting-house.yaml
    regulation:
      profile: cn
      as_of: "2026-11-20"
    === a.posting.yaml
    kind: posting-rules
    schema: 1
    products:
      - id: gift
        name: 礼品卡
        status: active
        cards: any
        #      ^^^ reg/prepaid-limits: Risk: product gift sells or tops up prepaid cards by any card; credit cards may not buy prepaid value. See PBoC Announcement 2012 No. 12 (Measures for prepaid cards of payment institutions, in force since 2012-11-01).
        prepaid:
          registered: false
          limit: 2000.00
          #      ^^^^^^^ reg/prepaid-limits: Risk: product gift lets an unregistered card hold 2000.00; the limit is CNY 1,000. See PBoC Announcement 2012 No. 12 (Measures for prepaid cards of payment institutions, in force since 2012-11-01).
          expiry_months: 24
          #              ^^ reg/prepaid-limits: Risk: product gift lets unregistered cards expire after 24 months; they are valid for 36 at least. See PBoC Announcement 2012 No. 12 (Measures for prepaid cards of payment institutions, in force since 2012-11-01).
      - id: staff
        name: 员工福利卡
        status: active
        cards: debit_only
        prepaid:
          registered: true
          limit: 8000.00
          #      ^^^^^^^ reg/prepaid-limits: Risk: product staff lets a registered card hold 8000.00; the limit is CNY 5,000. See PBoC Announcement 2012 No. 12 (Measures for prepaid cards of payment institutions, in force since 2012-11-01).
    rules: []
  `,
  good: `
    === counting-house.yaml
    regulation:
      profile: cn
      as_of: "2026-11-20"
    === a.posting.yaml
    kind: posting-rules
    schema: 1
    products:
      - id: gift
        name: 礼品卡
        status: active
        cards: debit_only
        prepaid:
          registered: false
          limit: 1000.00
          expiry_months: 36
    rules: []
  `,
  sources: ["2017-05-11 20:22", "2017-06-19 15:10", "2017-05-11 20:19"],
  documents: [listed("announcement-2012-12"), listed("mofcom-2012-9")],
});
