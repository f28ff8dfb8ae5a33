import { accountTitle } from "../../index/account-words";
import type { Chart } from "../../index/chart";
import type { Ledger } from "../../index/ledger";
import {
  accountsFor,
  declaresPurposes,
  fundsHeld,
  PURPOSES,
  type Purpose,
  poolOf,
  purposeOf,
} from "../../index/purposes";
import { isOver } from "../../index/validity";
import type { Text } from "../../l10n/text";
import type { Product } from "../../model/types.generated";
import { pairOf, type Span } from "../../yaml/nodes";
import { type CheckFinding, check } from "../check";
import { newAccounts } from "../new-accounts";
import { page } from "../pages";

const purposeMissingForProduct = check({
  code: "coa/purpose-missing-for-product",
  severity: "error",
  tier: "P1",
  on: "ledger",
  wholeLedger: true,
  title: { en: "The chart has the accounts its products need", zh: "科目表备齐产品所需的科目" },
  *run(ledger) {
    for (const chart of ledger.charts) {
      if (chart.role === "merchant" || chart.role === "aggregator" || !declaresPurposes(chart)) continue;
      const reported = new Set<string>();
      for (const { item: product, document } of ledger.products()) {
        if (ledger.chartOf(document) !== chart || isOver(product, ledger.today)) continue;
        for (const need of needsOf(product)) {
          const key = need.oneOf.join();
          if (reported.has(key) || accountsFor(ledger.settings, chart, ...need.oneOf).length > 0) continue;
          reported.add(key);
          yield missing(ledger, chart, product, need);
        }
      }
      yield* oneSidedPool(ledger, chart);
    }
  },
});
export default purposeMissingForProduct;

interface Need {
  readonly at: Span;
  readonly because: Text;
  /** Any of these will do; the first is offered. */
  readonly oneOf: readonly Purpose[];
}

function* needsOf(product: Product): Iterable<Need> {
  const { flow, fee, refund, advance } = product;
  if (flow?.value === "pay_in") {
    const because = { en: "collects money through channels", zh: "要通过渠道收款" };
    yield { at: flow.node, because, oneOf: ["channel_clearing"] };
    if (product.payee?.value === "third_party")
      yield { at: product.payee.node, because: { en: "collects for merchants", zh: "替商户收款" }, oneOf: OWED };
  }
  if (flow?.value === "pay_out")
    yield {
      at: flow.node,
      because: { en: "pays out", zh: "要对外付款" },
      oneOf: ["payout_transit", "payout_clearing"],
    };
  if (fee) {
    const at = pairOf(product.node, "fee")?.key ?? fee.node;
    yield { at, because: { en: "charges a fee", zh: "要收手续费" }, oneOf: ["fee_income"] };
    if (fee.collect?.value === "periodic")
      yield {
        at: fee.collect.node,
        because: { en: "bills its fee later", zh: "手续费后收" },
        oneOf: ["fee_receivable"],
      };
    if (fee.collect?.value === "prepaid")
      yield {
        at: fee.collect.node,
        because: { en: "takes its fee in advance", zh: "手续费预收" },
        oneOf: ["fee_prepaid"],
      };
  }
  if (refund) {
    const at = pairOf(product.node, "refund")?.key ?? refund.node;
    yield { at, because: { en: "can be refunded", zh: "支持退款" }, oneOf: ["refund_transit", "channel_clearing"] };
  }
  const sponsor = product.tenders
    .flatMap((tender) => tender.sponsors)
    .find(({ party }) => party?.value === "platform")?.party;
  if (sponsor)
    yield {
      at: sponsor.node,
      because: { en: "is subsidised by us", zh: "由平台出资营销" },
      oneOf: ["marketing_expense"],
    };
  if (advance) {
    const at = advance.source?.node ?? pairOf(product.node, "advance")?.key ?? advance.node;
    yield { at, because: { en: "advances money", zh: "要垫资" }, oneOf: ["advance_receivable"] };
  }
}

/** What merchants' money received can stand on. */
const OWED: readonly Purpose[] = [
  "merchant_pending",
  "customer_balance",
  "escrow",
  "merchant_available",
  "prepaid_balance",
  "deposit_held",
];

function missing(ledger: Ledger, chart: Chart, product: Product, { at, because, oneOf }: Need): CheckFinding {
  const title = product.name?.value ?? product.id?.value ?? "";
  const some = oneOf.slice(0, 3);
  return {
    at,
    message: {
      en: `Product ${title} ${because.en}, but the chart has no account of purpose ${some.join(" or ")}.`,
      zh: `产品 ${title} ${because.zh}，科目表里却没有用途为 ${some.join(" 或 ")} 的科目。`,
    },
    fixes: () => {
      const added = newAccounts(ledger.settings, chart, oneOf.slice(0, 1));
      if (!added) return [];
      return [
        {
          title: {
            en: `Add account ${added.codes.join()} of purpose ${oneOf[0]}`,
            zh: `新增用途为 ${oneOf[0]} 的科目 ${added.codes.join()}`,
          },
          edits: added.edits,
        },
      ];
    },
  };
}

/** Clients' money shows on both sides of the books: at the bank, and as what is owed. */
function* oneSidedPool(ledger: Ledger, chart: Chart): Iterable<CheckFinding> {
  const deposits = accountsFor(ledger.settings, chart, "bank_deposit");
  const natures = deposits.map((account) => fundsHeld(chart, account));
  if (deposits.length === 0 || natures.includes(undefined)) return;
  const owed = chart.leaves().find((account) => CLIENT.has(purposeOf(ledger.settings, account) ?? "memo"));
  const held = deposits.find((account) => poolOf(ledger.settings, chart, account) === "client_asset");
  if (owed && !held && !natures.includes("special"))
    yield {
      at: owed.purpose!.node,
      message: {
        en: `Account ${accountTitle(owed)} owes money to clients, but no bank account of client funds (funds: client) stands against it.`,
        zh: `科目 ${accountTitle(owed)} 记着欠客户的钱，却没有备付金性质（funds: client）的银行存款与之对应。`,
      },
    };
  if (held && !chart.leaves().some((account) => isOwed(ledger, account)))
    yield {
      at: held.purpose!.node,
      message: {
        en: `Account ${accountTitle(held)} holds clients' money, but no account says what is owed to clients.`,
        zh: `科目 ${accountTitle(held)} 里是备付金，却没有科目记录欠客户多少。`,
      },
    };
}

/** Balances of clients that last, other than money in passing. */
const CLIENT: ReadonlySet<Purpose> = new Set([
  "customer_balance",
  "merchant_pending",
  "merchant_available",
  "prepaid_balance",
  "deposit_held",
  "escrow",
  "frozen_balance",
]);

function isOwed(ledger: Ledger, account: Parameters<typeof poolOf>[2]): boolean {
  const purpose = purposeOf(ledger.settings, account);
  return purpose !== undefined && PURPOSES[purpose].pool === "client_liability";
}

DOCS: page(purposeMissingForProduct, {
  why: {
    en: "Each kind of product needs a minimum of accounts: collecting needs a clearing account and a debt to the merchant, a fee needs an income account, an advance a claim. What is missing in the chart will be booked somewhere else.",
    zh: "每类产品都有一套起码的科目：收款要有待清算和欠商户的科目，收费要有收入科目，垫资要有应收科目。科目表里缺了，账就会记到别处去。",
  },
  fix: {
    en: "Add an account of the missing purpose, or give the purpose to the account that serves it already.",
    zh: "补一个该用途的科目；如果已有科目承担这个作用，给它写上用途。",
  },
  silent: {
    en: "Merchants and aggregators hold no clients' money and are not asked; nor are charts that declare no purposes yet, retired products, and products whose payee is not said.",
    zh: "主体角色为 merchant、aggregator 时不持有客户资金，不查；科目表还没写用途、产品已停用时不报；产品没写收款人时不要求欠商户的科目。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    code_scheme:
      levels: [4, 2]
    bank_accounts:
      - id: reserve-01
        name: 备付金集中存管账户
        funds: client
    accounts:
      - code: "1002"
        name: 银行存款
        class: asset
        normal_balance: debit
      - code: "100201"
        name: 备付金存款
        class: asset
        normal_balance: debit
        purpose: bank_deposit
        #        ^^^^^^^^^^^^ coa/purpose-missing-for-product: Account 100201 备付金存款 holds clients' money, but no account says what is owed to clients.
        bank_account: reserve-01
      - code: "6021"
        name: 手续费及佣金收入
        class: income
        normal_balance: credit
    === a.posting.yaml
    kind: posting-rules
    schema: 1
    products:
      - id: acquiring
        name: 扫码收单
        flow: pay_in
        #     ^^^^^^ coa/purpose-missing-for-product: Product 扫码收单 collects money through channels, but the chart has no account of purpose channel_clearing.
        payee: third_party
        #      ^^^^^^^^^^^ coa/purpose-missing-for-product: Product 扫码收单 collects for merchants, but the chart has no account of purpose merchant_pending or customer_balance or escrow.
      - id: payout
        name: 商户代付
        flow: pay_out
        #     ^^^^^^^ coa/purpose-missing-for-product: Product 商户代付 pays out, but the chart has no account of purpose payout_transit or payout_clearing.
        advance:
          source: own_funds
          #       ^^^^^^^^^ coa/purpose-missing-for-product: Product 商户代付 advances money, but the chart has no account of purpose advance_receivable.
  `,
  good: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    bank_accounts:
      - id: reserve-01
        name: 备付金集中存管账户
        funds: client
    accounts:
      - code: "100201"
        name: 备付金存款
        class: asset
        purpose: bank_deposit
        bank_account: reserve-01
      - code: "220201"
        name: 商户待结算款
        class: liability
        purpose: merchant_pending
        dimensions: [merchant]
      - code: "300101"
        name: 渠道待清算
        class: common
        purpose: channel_clearing
        dimensions: [channel]
        clears:
          by: reconciliation
    === a.posting.yaml
    kind: posting-rules
    schema: 1
    products:
      - id: acquiring
        name: 扫码收单
        flow: pay_in
        payee: third_party
  `,
  sources: ["2017-05-10 15:24", "2017-05-10 15:25", "2017-06-08 14:57"],
});
