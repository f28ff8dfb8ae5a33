import type { ChannelsDocument } from "../../index/documents";
import type { In, Ledger } from "../../index/ledger";
import { accountsFor, purposeOf } from "../../index/purposes";
import { RuleBook } from "../../index/rule-book";
import type { Account, Channel, Difference } from "../../model/types.generated";
import { channelName } from "../chan/facts/channel";
import { fix } from "../chan/facts/fix";
import { type CheckFinding, check } from "../check";
import { replaceScalar } from "../edits";
import { page } from "../pages";
import { type Nature, natureOf } from "./facts/rows";

const differenceDirection = check({
  code: "recon/difference-direction",
  severity: "error",
  tier: "P0",
  on: "ledger",
  title: { en: "Surplus is parked as surplus, shortage as shortage", zh: "长款挂长款，短款挂短款" },
  *run(ledger) {
    for (const entry of ledger.channels()) {
      for (const row of entry.item.reconciliation?.differences ?? []) {
        const found = inspect(ledger, entry, row);
        if (found) yield found;
      }
    }
  },
});
export default differenceDirection;

const NAME = {
  surplus: { en: "surplus", zh: "长款" },
  shortage: { en: "shortage", zh: "短款" },
} as const;

function inspect(
  ledger: Ledger,
  { item: channel, document }: In<Channel, ChannelsDocument>,
  row: Difference,
): CheckFinding | undefined {
  const nature = natureOf(row, channel);
  const account = row.suspense && ledger.account(document, row.suspense.value)?.item;
  const purpose = purposeOf(ledger.settings, account);
  if (!nature || !row.suspense || !account || account.class?.value === "common") return undefined;
  const parked = purpose === "suspense_surplus" ? "surplus" : purpose === "suspense_shortage" ? "shortage" : nature;
  if (parked === nature) return undefined;
  const { node } = row.suspense;
  const name = channelName(channel);
  const sentence = story(row, channel);
  const label = `${account.code?.value ?? ""} ${account.name?.value ?? ""}`.trim();
  return {
    at: node,
    message: {
      en: `${name.en}: ${sentence.en}, which is a ${NAME[nature].en}, but ${label} takes ${NAME[parked].en === "surplus" ? "surpluses" : "shortages"}.`,
      zh: `${name.zh}：${sentence.zh}，是${NAME[nature].zh}，却挂到了 ${label}（${NAME[parked].zh}科目）。`,
    },
    related: account.purpose
      ? [{ at: account.purpose.node, message: { en: "what the account is for", zh: "科目用途" } }]
      : [],
    fixes: () =>
      counterparts(ledger, document, row, nature).map((other) => {
        const code = other.code?.value ?? "";
        return fix(
          `Park it in ${code} ${other.name?.value ?? ""}`.trim(),
          `改挂 ${code} ${other.name?.value ?? ""}`.trim(),
          [replaceScalar(node, code)],
        );
      }),
  };
}

/** What happened, in the words of the counter: who has it, who has not, which way the money went. */
function story(row: Difference, channel: Channel) {
  const flow = row.flow?.value ?? channel.flow?.value;
  const here = row.kind?.value === "own_only";
  const money =
    flow === "pay_in"
      ? here
        ? { en: "no money came in", zh: "钱没进来" }
        : { en: "money came in", zh: "钱进来了" }
      : here
        ? { en: "the money did not leave", zh: "钱没出去" }
        : { en: "money left", zh: "钱出去了" };
  return here
    ? { en: `we have it, the channel does not, ${money.en}`, zh: `我方有、渠道无，${money.zh}` }
    : { en: `the channel has it, we do not, ${money.en}`, zh: `渠道有、我方无，${money.zh}` };
}

/** Accounts of the right kind; with a rule only those the rule posts to, since the rule has to fit the account. */
function counterparts(ledger: Ledger, document: ChannelsDocument, row: Difference, nature: Nature): readonly Account[] {
  const chart = ledger.chartOf(document);
  if (!chart) return [];
  const accounts = accountsFor(ledger.settings, chart, nature === "surplus" ? "suspense_surplus" : "suspense_shortage");
  const named = [row.rule, ...row.clear_rules].flatMap((rule) => rule?.value ?? []);
  const rules = RuleBook.of(ledger).all.filter((booked) => named.includes(booked.rule.id?.value ?? ""));
  return accounts.filter((account) => rules.every((rule) => rule.legs.some((leg) => leg.account === account)));
}

DOCS: page(differenceDirection, {
  why: {
    en: "“The channel has it, we do not” is a surplus for receipts only. For payouts it is the reverse: the money has left and no order stands against it. Parked on the wrong side, a loss is taken for money in hand, which has cost real money.",
    zh: "“渠道有、我方无是长款”只对收款成立。付款正好相反：钱已经出去，却没有对应的订单。挂反了，亏的钱会被当成手里多出来的钱，有人真为此赔过。",
  },
  fix: {
    en: "Park the row in the account of the other kind; the message says what happened with the money.",
    zh: "换成另一类待查科目；提示里写明了钱发生了什么。",
  },
  silent: {
    en: "For amounts, statuses and timing; for two-way accounts of the common class; and while the account's purpose is not declared.",
    zh: "金额不符、状态不符、时间差不判断；共同类双向科目不判断；科目没写用途时不判断。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "122101"
        name: 待查短款
        class: asset
        normal_balance: debit
        purpose: suspense_shortage
        clears:
          by: reconciliation
          max_age_days: 30
          owner: 清结算组
      - code: "224101"
        name: 待查长款
        class: liability
        normal_balance: credit
        purpose: suspense_surplus
        clears:
          by: reconciliation
          max_age_days: 30
          owner: 清结算组
    === b.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: payout
        name: 甲银行代付（虚构）
        flow: pay_out
        method: payout_single
        cut_off: "00:00"
        time_zone: Asia/Shanghai
        reconciliation:
          date_basis: channel_date
          differences:
            - kind: channel_only
              flow: pay_out
              suspense: "224101"
              #         ^^^^^^^^ recon/difference-direction: Channel payout: the channel has it, we do not, money left, which is a shortage, but 224101 待查长款 takes surpluses.
            - kind: own_only
              flow: pay_out
              suspense: "122101"
              #         ^^^^^^^^ recon/difference-direction: Channel payout: we have it, the channel does not, the money did not leave, which is a surplus, but 122101 待查短款 takes shortages.
  `,
  good: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "122101"
        name: 待查短款
        class: asset
        normal_balance: debit
        purpose: suspense_shortage
        clears:
          by: reconciliation
          max_age_days: 30
          owner: 清结算组
      - code: "224101"
        name: 待查长款
        class: liability
        normal_balance: credit
        purpose: suspense_surplus
        clears:
          by: reconciliation
          max_age_days: 30
          owner: 清结算组
    === b.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: payout
        name: 甲银行代付（虚构）
        flow: pay_out
        method: payout_single
        cut_off: "00:00"
        time_zone: Asia/Shanghai
        reconciliation:
          date_basis: channel_date
          differences:
            - kind: channel_only
              flow: pay_out
              suspense: "122101"
            - kind: own_only
              flow: pay_out
              suspense: "224101"
  `,
  sources: ["2017-05-18 11:37", "2017-05-18 11:54", "2017-05-18 11:27"],
});
