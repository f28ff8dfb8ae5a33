import { citation, holdingOn, listed } from "../../data/regulations";
import type { Edit } from "../../finding";
import type { Chart } from "../../index/chart";
import type { Ledger } from "../../index/ledger";
import {
  edgeLegs,
  legPlace,
  type MoneyEdge,
  type MoneyPath,
  MoneyPaths,
  pathLegs,
  pathText,
} from "../../index/money-paths";
import type { Purpose } from "../../index/purposes";
import type { Text } from "../../l10n/text";
import { takesProduct } from "../../ledger/guard";
import type { BankAccount, Product } from "../../model/types.generated";
import { fix } from "../chan/facts/fix";
import { type CheckFinding, check } from "../check";
import { removeKey, replaceScalar, setKey } from "../edits";
import { page } from "../pages";
import { inner, productName } from "../post/shared/wording";
import { hasMoneyLicence, type OwnSettlement, ownSettlements, thirdPartyProducts } from "./facts/entity";

const ROLES: ReadonlySet<string> = new Set(["merchant_platform", "aggregator", "other"]);
const MERCHANTS: ReadonlySet<Purpose> = new Set(["merchant_pending", "merchant_available", "escrow"]);

const secondClearing = check({
  code: "reg/second-clearing",
  severity: "error",
  tier: "P1",
  on: "ledger",
  wholeLedger: true,
  regulatory: true,
  title: {
    en: "Others' proceeds do not pass through own accounts without a licence",
    zh: "无证不经手他人货款（二清风险）",
  },
  *run(ledger) {
    for (const chart of ledger.charts) {
      if (!chart.role || !ROLES.has(chart.role) || hasMoneyLicence(chart)) continue;
      const reported = new Set<MoneyEdge>();
      for (const product of thirdPartyProducts(ledger, chart)) {
        // Aggregators that are paid into are reg/aggregator-holds-money's.
        const settled = ownSettlements(ledger, chart, product);
        let found = settled.length > 0;
        for (const settlement of chart.role === "aggregator" ? [] : settled) {
          yield received(ledger, chart, product, settlement, settled.length);
        }
        if (!found && chart.role !== "aggregator") {
          const paid = paidOut(ledger, chart, product).find(({ edge }) => !reported.has(edge));
          if (paid) {
            found = true;
            reported.add(paid.edge);
            yield passedOn(ledger, product, paid);
          }
        }
        const otherPayee = found ? undefined : notToMerchant(ledger, product);
        if (otherPayee) yield otherPayee;
      }
    }
  },
});
export default secondClearing;

/** The channel pays the merchants' money into an account of ours. */
function received(
  ledger: Ledger,
  chart: Chart,
  product: Product,
  { channel, bank }: OwnSettlement,
  count: number,
): CheckFinding {
  const at = channel.settlement!.bank_account!;
  const way = wayInto(ledger, chart, product, bank);
  const out = paidOut(ledger, chart, product).filter((one) => one.bank === bank);
  const name = productName(product);
  const shown = way && pathText(way);
  const paidBy = out[0]?.edge.rule.rule.id?.value;
  const law = documentOf(ledger);
  return {
    at: at.node,
    message: {
      en: `Risk of 二清: the proceeds of ${inner(name.en)}, which belong to third parties, reach our own account ${bank.id?.value} through channel ${channel.id?.value ?? "?"}${shown ? ` (${shown.en})` : ""}${paidBy ? ` and are paid on by rule ${paidBy}` : ""}, and the entity declares no payment licence. See ${law.en}.`,
      zh: `二清风险：${name.zh} 的货款属于第三方，经渠道 ${channel.id?.value ?? "?"} 进入本方账户 ${bank.id?.value}${shown ? `（${shown.zh}）` : ""}${paidBy ? `，再由规则 ${paidBy} 付出` : ""}，而主体没有写支付业务许可。依据${law.zh}。`,
    },
    related: [
      ...(product.payee
        ? [{ at: product.payee.node, message: { en: "for third parties", zh: "收款方是第三方" } }]
        : []),
      ...(bank.id ? [{ at: bank.id.node, message: { en: "the account we hold", zh: "本方持有的银行账户" } }] : []),
      ...(way ? pathLegs(way) : []),
      ...out.flatMap(({ edge }) => edgeLegs(edge)),
    ],
    fixes: () => {
      const edits = count === 1 && out.length === 0 ? settleDirectly(product, channel) : undefined;
      return edits
        ? [fix("Let the institution settle to the merchants directly", "改为由机构直接结算给商户", edits)]
        : [];
    },
  };
}

/** How the money gets from the accounts where it comes in to the one that mirrors the bank account. */
function wayInto(ledger: Ledger, chart: Chart, product: Product, bank: BankAccount): MoneyPath | undefined {
  const paths = MoneyPaths.of(ledger);
  const id = product.id?.value;
  const starts = paths.inflows.flatMap(({ rule, asset, claim }) =>
    takesProduct(rule.guard, id) && claim.purpose && MERCHANTS.has(claim.purpose) && asset.account
      ? [asset.account]
      : [],
  );
  const mirrors = new Set(chart.accounts.filter((account) => account.bank_account?.value === bank.id?.value));
  return paths.search(
    starts.filter((start) => !mirrors.has(start)),
    ({ to }) => to.account !== undefined && mirrors.has(to.account),
    { by: (rule) => takesProduct(rule.guard, id) },
  );
}

interface PaidOut {
  readonly edge: MoneyEdge;
  readonly bank: BankAccount;
}

/** Rules that pay merchants out of a bank account we hold. */
function paidOut(ledger: Ledger, chart: Chart, product: Product): readonly PaidOut[] {
  return MoneyPaths.of(ledger).outflows.flatMap((edge) => {
    const bank = chart.bankAccount(edge.asset.account?.bank_account?.value);
    const merchants = edge.claim.purpose !== undefined && MERCHANTS.has(edge.claim.purpose);
    if (!merchants || !bank || bank.holder?.value === "other" || !takesProduct(edge.rule.guard, product.id?.value))
      return [];
    return [{ edge, bank }];
  });
}

function passedOn(ledger: Ledger, product: Product, { edge, bank }: PaidOut): CheckFinding {
  const name = productName(product);
  const rule = edge.rule.rule.id?.value ?? "?";
  const law = documentOf(ledger);
  return {
    at: legPlace(edge.asset),
    message: {
      en: `Risk of 二清: rule ${rule} pays the merchants of ${inner(name.en)} out of our own account ${bank.id?.value}, and the entity declares no payment licence. See ${law.en}.`,
      zh: `二清风险：规则 ${rule} 从本方账户 ${bank.id?.value} 付给${name.zh} 的商户，而主体没有写支付业务许可。依据${law.zh}。`,
    },
    related: [
      ...(product.payee
        ? [{ at: product.payee.node, message: { en: "for third parties", zh: "收款方是第三方" } }]
        : []),
      ...edgeLegs(edge),
    ],
  };
}

function notToMerchant(ledger: Ledger, product: Product): CheckFinding | undefined {
  const payee = product.settlement?.payee;
  if (payee?.value !== "agent" && payee?.value !== "platform") return undefined;
  const name = productName(product);
  const law = documentOf(ledger);
  const who = payee.value === "agent" ? { en: "an agent", zh: "代理" } : { en: "the platform", zh: "平台" };
  return {
    at: payee.node,
    message: {
      en: `Risk of 二清: ${inner(name.en)} settles third parties' money to ${who.en} instead of the merchants, and the entity declares no payment licence. See ${law.en}.`,
      zh: `二清风险：${name.zh} 把第三方的钱结算给${who.zh}而不是商户，而主体没有写支付业务许可。依据${law.zh}。`,
    },
    fixes: () => [
      fix("Settle to the merchants' bank accounts", "改为结算到商户银行账户", [
        replaceScalar(payee.node, "merchant_bank_account"),
      ]),
    ],
  };
}

/** The channel no longer pays us; it settles to the merchants, as their service provider where a sub-merchant number is sent. */
function settleDirectly(product: Product, channel: OwnSettlement["channel"]): readonly Edit[] | undefined {
  const settlement = channel.settlement!;
  const removed =
    settlement.node.pairs.length === 1
      ? removeKey(channel.node, "settlement")
      : removeKey(settlement.node, "bank_account");
  if (removed.length === 0) return undefined;
  const edits = [...removed];
  if (product.settlement) edits.push(setKey(product.settlement.node, "payee", "merchant_bank_account"));
  if (channel.sub_merchant_field && channel.merchant_mode && channel.merchant_mode.value !== "service_provider")
    edits.push(replaceScalar(channel.merchant_mode.node, "service_provider"));
  return edits;
}

function documentOf(ledger: Ledger): Text {
  return citation(holdingOn(ledger.today, "decree-768", "order-2010-2") ?? "decree-768");
}

DOCS: page(secondClearing, {
  why: {
    en: "Taking others' proceeds into one's own account and passing them on is the core of every debate about 二清. The name of the product decides nothing; who holds the account, who has the contract and who is paid does, and the check follows the legs from rule to rule to show it.",
    zh: "把别人的货款收进自己账户再付出去，是二清争论的核心。产品叫什么不重要，账户是谁的、跟谁签约、结算给谁才重要；检查沿着分录一条条规则追下去，把路径指给你看。",
  },
  fix: {
    en: "Let the bank or institution settle to the merchants directly (`settlement.payee: merchant_bank_account`, `merchant_mode: service_provider`), or state the licence the entity holds.",
    zh: "由银行或持牌机构直接结算给商户（`settlement.payee: merchant_bank_account`、`merchant_mode: service_provider`）；持有许可的请写明。",
  },
  silent: {
    en: "With a licence that covers taking in money, for `payee: self`, and where no channel settles to an account of the entity. It speaks of a risk that a lawyer has to judge.",
    zh: "持有相应许可、`payee: self`、渠道不结算到本方账户时不报。提示的是风险，是否违规由法务判断。",
  },
  bad: `
    === counting-house.yaml
    regulation:
      profile: cn
      as_of: "2026-11-20"
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    entity:
      id: market
      name: 青石商城（虚构）
      role: merchant_platform
    bank_accounts:
      - id: own-01
        name: 一般户
        funds: own
    accounts:
      - code: "1002"
        name: 银行存款
        class: asset
        purpose: bank_deposit
        bank_account: own-01
      - code: "1122"
        name: 应收渠道款
        class: asset
        purpose: channel_clearing
        dimensions: [channel]
        clears:
          by: reconciliation
      - code: "2202"
        name: 应付商户款
        class: liability
        purpose: merchant_pending
        dimensions: [merchant]
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      gross:
        type: money
        min: 0.01
    products:
      - id: mall
        name: 商城收款
        payee: third_party
        channels: [wallet]
      - id: agency
        name: 代理收款
        payee: third_party
        channels: [other]
        settlement:
          payee: agent
          #      ^^^^^ reg/second-clearing: Risk of 二清: product agency settles third parties' money to an agent instead of the merchants, and the entity declares no payment licence. See State Council Decree No. 768 (Regulation on the supervision of non-bank payment institutions, in force since 2024-05-01).
    rules:
      - id: mall.paid
        product: mall
        event: payment
        idempotency_key: [payment_no, event]
        entries:
          - debit: "1122"
            amount: gross
          - credit: "2202"
            amount: gross
      - id: mall.received
        product: mall
        event: funds_in
        status: matched
        idempotency_key: [bank_line_no]
        entries:
          - debit: "1002"
            amount: gross
          - credit: "1122"
            amount: gross
      - id: mall.settled
        product: mall
        event: settlement
        idempotency_key: [settlement_no]
        entries:
          - debit: "2202"
            amount: gross
          - credit: "1002"
            amount: gross
    === c.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: wallet
        name: 山雀钱包（虚构）
        flow: pay_in
        method: gateway_b2c
        settlement:
          cycle: D+1
          bank_account: own-01
          #             ^^^^^^ reg/second-clearing: Risk of 二清: the proceeds of product mall, which belong to third parties, reach our own account own-01 through channel wallet (1122 应收渠道款 → 1002 银行存款 by rule mall.received) and are paid on by rule mall.settled, and the entity declares no payment licence. See State Council Decree No. 768 (Regulation on the supervision of non-bank payment institutions, in force since 2024-05-01).
      - id: other
        name: 乙银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
  `,
  good: `
    === counting-house.yaml
    regulation:
      profile: cn
      as_of: "2026-11-20"
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    entity:
      id: market
      name: 青石商城（虚构）
      role: merchant_platform
    bank_accounts:
      - id: own-01
        name: 一般户
        funds: own
    accounts: []
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    products:
      - id: mall
        name: 商城收款
        payee: third_party
        channels: [wallet]
        settlement:
          payee: merchant_bank_account
    rules: []
    === c.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: wallet
        name: 山雀钱包（虚构）
        flow: pay_in
        method: gateway_b2c
        settlement:
          cycle: D+1
  `,
  sources: ["2017-05-12 20:12", "2017-06-02 12:11", "2017-12-27 16:36"],
  documents: [listed("order-2010-2"), listed("notice-2017-217"), listed("decree-768")],
});
