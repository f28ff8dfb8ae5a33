import { citation, listed } from "../../data/regulations";
import type { Chart } from "../../index/chart";
import type { Ledger } from "../../index/ledger";
import { accountText, legPlace, MoneyPaths } from "../../index/money-paths";
import { type Purpose, purposeOf } from "../../index/purposes";
import type { Account } from "../../model/types.generated";
import { channelName } from "../chan/facts/channel";
import { fix } from "../chan/facts/fix";
import { type CheckFinding, check } from "../check";
import { removeKey, setKey } from "../edits";
import { page } from "../pages";
import { inner } from "../post/shared/wording";
import { hasMoneyLicence, ownSettlements, thirdPartyProducts } from "./facts/entity";

/** Accounts on which money of merchants or customers is owed. */
const CLIENT_MONEY: ReadonlySet<Purpose> = new Set([
  "customer_balance",
  "merchant_pending",
  "merchant_available",
  "escrow",
  "frozen_balance",
  "prepaid_balance",
  "deposit_held",
  "payout_transit",
  "refund_transit",
]);

const aggregatorHoldsMoney = check({
  code: "reg/aggregator-holds-money",
  severity: "error",
  tier: "P1",
  on: "ledger",
  regulatory: true,
  title: { en: "An aggregator passes on data, not money", zh: "聚合服务商只过信息，不过资金" },
  *run(ledger) {
    for (const chart of ledger.charts) {
      if (chart.role !== "aggregator" || hasMoneyLicence(chart)) continue;
      yield* clientBanks(chart);
      const accounts = clientAccounts(ledger, chart);
      if (accounts) yield accounts;
      yield* settlements(ledger, chart);
    }
    yield* providersOnPath(ledger);
  },
});
export default aggregatorHoldsMoney;

const LAW = citation("notice-2017-217");

function* clientBanks(chart: Chart): Iterable<CheckFinding> {
  for (const bank of chart.document.model.bank_accounts) {
    if (bank.funds?.value !== "client" || bank.holder?.value === "other") continue;
    yield {
      at: bank.funds.node,
      message: {
        en: `Risk: an aggregator that holds clients' money; bank account ${bank.id?.value ?? "?"} is one for client funds. See ${LAW.en}.`,
        zh: `风险提示：聚合服务商持有客户资金，银行账户 ${bank.id?.value ?? "?"} 存的是客户资金。参见${LAW.zh}。`,
      },
    };
  }
}

/** One finding for the chart: the accounts share a cause. */
function clientAccounts(ledger: Ledger, chart: Chart): CheckFinding | undefined {
  const accounts = chart.accounts.filter((account) => {
    const purpose = purposeOf(ledger.settings, account);
    return purpose !== undefined && CLIENT_MONEY.has(purpose);
  });
  const [first, ...others] = accounts;
  if (!first?.purpose) return undefined;
  const inflow = MoneyPaths.of(ledger).inflows.find(({ claim }) => claim.account && accounts.includes(claim.account));
  return {
    at: first.purpose.node,
    message: {
      en: `Risk: an aggregator that owes money to its clients; ${accountText(first)} is an account for client money${inflow ? `, fed by rule ${inflow.rule.rule.id?.value ?? "?"} against ${accountText(inflow.asset.account)}` : ""}. See ${LAW.en}.`,
      zh: `风险提示：聚合服务商对客户负有资金债务，${accountText(first)} 是客户资金科目${inflow ? `，由规则 ${inflow.rule.rule.id?.value ?? "?"} 对应 ${accountText(inflow.asset.account)} 记入` : ""}。参见${LAW.zh}。`,
    },
    related: [
      ...others.flatMap((account: Account) =>
        account.purpose ? [{ at: account.purpose.node, message: { en: "client money too", zh: "也是客户资金" } }] : [],
      ),
      ...(inflow ? [{ at: legPlace(inflow.claim), message: { en: "where it is credited", zh: "贷记之处" } }] : []),
    ],
  };
}

function* settlements(ledger: Ledger, chart: Chart): Iterable<CheckFinding> {
  const done = new Set<unknown>();
  for (const product of thirdPartyProducts(ledger, chart)) {
    for (const { channel, bank } of ownSettlements(ledger, chart, product)) {
      const at = channel.settlement!.bank_account!;
      if (done.has(channel)) continue;
      done.add(channel);
      const name = channelName(channel);
      yield {
        at: at.node,
        message: {
          en: `Risk: ${inner(name.en)} settles the merchants' money of product ${product.id?.value ?? "?"} to ${bank.id?.value}, an account of the aggregator. See ${LAW.en}.`,
          zh: `风险提示：${name.zh} 把产品 ${product.id?.value ?? "?"} 的商户资金结算到聚合服务商自己的账户 ${bank.id?.value}。参见${LAW.zh}。`,
        },
        related: [
          ...(product.payee
            ? [{ at: product.payee.node, message: { en: "for third parties", zh: "收款方是第三方" } }]
            : []),
          ...(bank.id ? [{ at: bank.id.node, message: { en: "the account", zh: "结算账户" } }] : []),
        ],
        fixes: () => {
          const settlement = channel.settlement!;
          const removed =
            settlement.node.pairs.length === 1
              ? removeKey(channel.node, "settlement")
              : removeKey(settlement.node, "bank_account");
          if (removed.length === 0) return [];
          const payee = product.settlement ? [setKey(product.settlement.node, "payee", "merchant_bank_account")] : [];
          return [fix("Let the channel settle to the merchants", "改为由渠道直接结算给商户", [...removed, ...payee])];
        },
      };
    }
  }
}

/** `path` is the way of the money: a service provider has no place on it. */
function* providersOnPath(ledger: Ledger): Iterable<CheckFinding> {
  for (const { item: channel } of ledger.channels()) {
    for (const hop of channel.path) {
      if (hop.role?.value !== "service_provider") continue;
      const name = channelName(channel);
      const party = hop.party?.value ?? "?";
      yield {
        at: hop.role.node,
        message: {
          en: `Risk: on ${inner(name.en)} the money passes ${party}, a service provider, which may route and inform but not hold. See ${LAW.en}.`,
          zh: `风险提示：${name.zh} 的资金经过服务商 ${party}；服务商可以传信息、做路由，不经手资金。参见${LAW.zh}。`,
        },
      };
    }
  }
}

DOCS: page(aggregatorHoldsMoney, {
  why: {
    en: "An aggregator may route orders and report results; it does not hold the money. Its books know its own income, cost and bank accounts, and nothing that is owed to merchants.",
    zh: "聚合服务商可以转发订单、通知结果，不持有资金。它的账上只有自己的收入、成本和自有银行账户，没有欠商户的钱。",
  },
  fix: {
    en: "Take the settlement account out of the channel, settle to the merchants' bank accounts, and leave the service provider out of the path of the money.",
    zh: "去掉渠道的结算账户，改为结算到商户银行账户；资金路径里不写服务商。",
  },
  silent: {
    en: "When the aggregator's chart holds own income, cost and own funds only, or when a payment licence is declared.",
    zh: "科目表里只有自有收入、成本、自有资金时不报；写明持有支付许可时不报。",
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
      id: juhe
      name: 聚流技术服务（虚构）
      role: aggregator
    bank_accounts:
      - id: pool-01
        name: 归集户
        funds: client
        #      ^^^^^^ reg/aggregator-holds-money: Risk: an aggregator that holds clients' money; bank account pool-01 is one for client funds. See PBoC Office Notice 2017 No. 217 (Notice on payment business without a licence, in force since 2017-11-13).
      - id: own-01
        name: 一般户
        funds: own
    accounts:
      - code: "2202"
        name: 应付商户款
        class: liability
        normal_balance: credit
        purpose: merchant_pending
        #        ^^^^^^^^^^^^^^^^ reg/aggregator-holds-money: Risk: an aggregator that owes money to its clients; 2202 应付商户款 is an account for client money. See PBoC Office Notice 2017 No. 217 (Notice on payment business without a licence, in force since 2017-11-13).
        dimensions: [merchant]
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    products:
      - id: scan
        name: 聚合扫码
        payee: third_party
        channels: [wallet]
        settlement:
          payee: platform
    rules: []
    === c.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: wallet
        name: 山雀钱包（虚构）
        flow: pay_in
        method: gateway_b2c
        path:
          - party: 聚流技术服务
            role: service_provider
            #     ^^^^^^^^^^^^^^^^ reg/aggregator-holds-money: Risk: on channel wallet the money passes 聚流技术服务, a service provider, which may route and inform but not hold. See PBoC Office Notice 2017 No. 217 (Notice on payment business without a licence, in force since 2017-11-13).
          - party: 甲银行
            role: bank
        settlement:
          cycle: D+1
          bank_account: own-01
          #             ^^^^^^ reg/aggregator-holds-money: Risk: channel wallet settles the merchants' money of product scan to own-01, an account of the aggregator. See PBoC Office Notice 2017 No. 217 (Notice on payment business without a licence, in force since 2017-11-13).
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
      id: juhe
      name: 聚流技术服务（虚构）
      role: aggregator
    bank_accounts:
      - id: own-01
        name: 一般户
        funds: own
    accounts:
      - code: "6051"
        name: 技术服务收入
        class: income
        normal_balance: credit
        purpose: fee_income
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    products:
      - id: scan
        name: 聚合扫码
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
  `,
  sources: ["2017-05-08 19:28", "2017-05-12 21:11", "2017-06-24 19:42"],
  documents: [listed("notice-2017-217")],
});
