import type { Text } from "../l10n/text";
import type { Glossary } from "./card";

/** A shelf of the glossary with its terms in order. */
export interface Category {
  readonly id: string;
  readonly title: Text;
  readonly terms: readonly string[];
}

const titles: Readonly<Record<string, Text>> = {
  accounting: { en: "Accounting", zh: "会计基础" },
  ledger: { en: "Ledger and posting", zh: "账务与记账" },
  "account-type": { en: "Accounts and balances", zh: "账户与余额" },
  reconciliation: { en: "Reconciliation and differences", zh: "对账与差错" },
  "clearing-settlement": { en: "Clearing and settlement", zh: "清算与结算" },
  "payment-product": { en: "Payment products", zh: "支付产品" },
  "refund-dispute": { en: "Refunds, reversals and disputes", zh: "退款、冲正与争议" },
  "fee-pricing": { en: "Fees and pricing", zh: "费用与定价" },
  channel: { en: "Channels and routing", zh: "渠道与路由" },
  card: { en: "Cards", zh: "银行卡" },
  "merchant-acquiring": { en: "Merchants and acquiring", zh: "商户与收单" },
  institution: { en: "Institutions", zh: "机构" },
  regulation: { en: "Regulation", zh: "监管与合规" },
  "risk-compliance": { en: "Risk and compliance", zh: "风控与反洗钱" },
  "cross-border": { en: "Cross-border and foreign exchange", zh: "跨境与外汇" },
  "business-model": { en: "Business models", zh: "业务模式" },
  technology: { en: "Systems and technology", zh: "系统与技术" },
};

const uncategorised: Text = { en: "Other terms", zh: "其他术语" };

/** Title of a category; a team's own category is its own title. */
export function categoryTitle(id: string | undefined): Text {
  if (id === undefined || id === "") return uncategorised;
  return Object.hasOwn(titles, id) ? titles[id]! : { en: id, zh: id };
}

/**
 * The categories that have terms: the built-in ones first in their fixed order, then a team's own as they come. A term without a category
 * stands under the name of its context.
 */
export function categoriesOf(glossary: Glossary): Category[] {
  const contextOf = new Map<string, Text>();
  for (const context of glossary.contexts)
    for (const id of context.terms) if (!contextOf.has(id)) contextOf.set(id, context.name);
  const shelves = new Map<string, { title: Text; terms: string[] }>();
  for (const id of Object.keys(titles)) shelves.set(id, { title: titles[id]!, terms: [] });
  for (const term of glossary.terms.values()) {
    const context = contextOf.get(term.id);
    const id = term.category ?? context?.zh ?? "";
    let shelf = shelves.get(id);
    if (shelf === undefined) {
      shelf = { title: term.category === undefined && context ? context : categoryTitle(id), terms: [] };
      shelves.set(id, shelf);
    }
    shelf.terms.push(term.id);
  }
  return [...shelves].filter(([, shelf]) => shelf.terms.length > 0).map(([id, shelf]) => ({ id, ...shelf }));
}
