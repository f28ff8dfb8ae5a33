import { CENTRAL_RESERVE_FROM, citation, holds, listed } from "../../data/regulations";
import type { Chart } from "../../index/chart";
import type { Ledger } from "../../index/ledger";
import { purposeOf } from "../../index/purposes";
import { channelName, inUse } from "../chan/facts/channel";
import { fix } from "../chan/facts/fix";
import { type CheckFinding, check } from "../check";
import { replaceScalar } from "../edits";
import { page } from "../pages";
import { inner } from "../post/shared/wording";

const FORMER = {
  reserve_custody: { en: "custody account", zh: "存管账户" },
  reserve_payout: { en: "receipt and payment account", zh: "收付账户" },
  reserve_collection: { en: "collection account", zh: "汇缴账户" },
} as const;

const reserveAccountKind = check({
  code: "reg/reserve-account-kind",
  severity: "warning",
  tier: "P2",
  on: "ledger",
  regulatory: true,
  title: { en: "Reserves lie in accounts of the kind the day knows", zh: "备付金账户类型与当日规定相符" },
  *run(ledger) {
    for (const chart of ledger.charts) {
      if (ledger.today >= CENTRAL_RESERVE_FROM) yield* formerKinds(ledger, chart);
      else if (holds("announcement-2013-6", ledger.today)) yield* acrossBanks(ledger, chart);
      yield* namedAfterClearer(ledger, chart);
    }
  },
});
export default reserveAccountKind;

function* formerKinds(ledger: Ledger, chart: Chart): Iterable<CheckFinding> {
  const law = citation(holds("order-2021-1", ledger.today) ? "order-2021-1" : "notice-2018-114");
  for (const { id, funds, kind } of chart.document.model.bank_accounts) {
    if (!kind || funds?.value !== "client" || !Object.hasOwn(FORMER, kind.value)) continue;
    const former = FORMER[kind.value as keyof typeof FORMER];
    yield {
      at: kind.node,
      message: {
        en: `Risk: bank account ${id?.value ?? "?"} is a ${former.en} of the regime before ${CENTRAL_RESERVE_FROM}; since then all clients' reserves are deposited centrally. See ${law.en}.`,
        zh: `风险提示：银行账户 ${id?.value ?? "?"} 是 ${CENTRAL_RESERVE_FROM} 之前的${former.zh}；此后客户备付金全部集中交存。参见${law.zh}。`,
      },
      fixes: () => [
        fix("Set central_reserve", "改为 central_reserve（集中存管）", [replaceScalar(kind.node, "central_reserve")]),
      ],
    };
  }
}

/** Under the rules of 2013, receipt and payment accounts paid within their own bank only. */
function* acrossBanks(ledger: Ledger, chart: Chart): Iterable<CheckFinding> {
  for (const { item: channel, document } of ledger.channels()) {
    const ref = channel.payout?.funding_account;
    const bank = chart.bankAccount(ref?.value);
    if (!ref || bank?.kind?.value !== "reserve_payout" || ledger.chartOf(document) !== chart || !inUse(channel))
      continue;
    if (!channel.rail || channel.rail.value === "internal") continue;
    const name = channelName(channel);
    const law = citation("announcement-2013-6");
    yield {
      at: ref.node,
      message: {
        en: `Risk: ${inner(name.en)} pays across banks (${channel.rail.value}) out of ${ref.value}, a receipt and payment account, which pays within its bank only. See ${law.en}.`,
        zh: `风险提示：${name.zh} 跨行付款（${channel.rail.value}）从收付账户 ${ref.value} 出账，而收付账户只能办理行内付款。参见${law.zh}。`,
      },
      related: [{ at: bank.kind.node, message: { en: "its kind", zh: "账户类型" } }],
    };
  }
}

function* namedAfterClearer(ledger: Ledger, chart: Chart): Iterable<CheckFinding> {
  for (const account of chart.accounts) {
    if (!account.name || purposeOf(ledger.settings, account) !== "bank_deposit" || chart.fundsOf(account) !== "client")
      continue;
    if (!/网联/.test(account.name.value)) continue;
    yield {
      at: account.name.node,
      message: {
        en: `Account ${account.code?.value ?? "?"} is named after 网联, which clears but does not hold reserves; since ${CENTRAL_RESERVE_FROM} they lie with the central bank.`,
        zh: `科目 ${account.code?.value ?? "?"} 的名称写成“网联”，网联只负责清算、不保管备付金；${CENTRAL_RESERVE_FROM} 起备付金存放在人民银行。`,
      },
    };
  }
}

DOCS: page(reserveAccountKind, {
  why: {
    en: "Custody, receipt-and-payment and collection accounts were mixed up even by people who ran them. They are history since reserves are deposited with the central bank, but configurations remember them.",
    zh: "存管、收付、汇缴三类账户，天天用的人也会弄混。备付金集中交存之后它们已成历史，配置里却还记着。",
  },
  fix: {
    en: "Set `central_reserve`, or `special_purpose` for a special business account.",
    zh: "改为 `central_reserve`；特定业务专户写 `special_purpose`。",
  },
  silent: {
    en: "For central and special-purpose accounts, and before 2019-01-14, when the three kinds were right.",
    zh: "集中存管账户、特定业务专户不报；2019-01-14 以前三类账户适用，不报。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    regulation:
      profile: cn
      as_of: "2026-11-20"
    bank_accounts:
      - id: reserve-01
        name: 备付金户
        bank: 甲银行（虚构）
        funds: client
        kind: reserve_payout
        #     ^^^^^^^^^^^^^^ reg/reserve-account-kind: Risk: bank account reserve-01 is a receipt and payment account of the regime before 2019-01-14; since then all clients' reserves are deposited centrally. See PBoC Order 2021 No. 1 (Measures for the custody of clients' reserves of non-bank payment institutions, in force since 2021-03-01).
    accounts:
      - code: "100201"
        name: 存放网联备付金
        #     ^^^^^^^ reg/reserve-account-kind: Account 100201 is named after 网联, which clears but does not hold reserves; since 2019-01-14 they lie with the central bank.
        class: asset
        normal_balance: debit
        purpose: bank_deposit
        bank_account: reserve-01
  `,
  good: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    regulation:
      profile: cn
      as_of: "2026-11-20"
    bank_accounts:
      - id: reserve-01
        name: 备付金集中存管账户
        bank: 中国人民银行
        funds: client
        kind: central_reserve
    accounts:
      - code: "100201"
        name: 备付金存款
        class: asset
        normal_balance: debit
        purpose: bank_deposit
        bank_account: reserve-01
  `,
  sources: ["2017-05-17 10:28", "2017-06-09 20:00", "2017-08-18 07:56"],
  documents: [listed("announcement-2013-6"), listed("notice-2018-114"), listed("order-2021-1")],
});
