import { check } from "../check";
import { insertKey } from "../edits";
import { page } from "../pages";
import { channelName, inUse, keyOf } from "./facts/channel";
import { fix } from "./facts/fix";

const payoutFunding = check({
  code: "chan/payout-funding",
  severity: "warning",
  tier: "P1",
  on: "ledger",
  title: { en: "Payouts have money and a warning before it ends", zh: "代付账户有钱，快没钱时有提醒" },
  *run(ledger) {
    const channels = [...ledger.channels()].map(({ item }) => item).filter(inUse);
    for (const channel of channels) {
      const { payout } = channel;
      const funding = payout?.funding_account;
      if (channel.flow?.value !== "pay_out" || !payout || !funding) continue;
      const name = channelName(channel);
      if (!payout.node.pairs.some(({ key }) => key.value === "balance_alert")) {
        yield {
          at: keyOf(channel.node, "payout"),
          message: {
            en: `${name.en} pays from ${funding.value}, and nobody is told before it is empty; set \`balance_alert\`.`,
            zh: `${name.zh} 从 ${funding.value} 出款，快见底时没人知道；请写 \`balance_alert\`（余额预警）。`,
          },
          fixes: () => [
            fix("Insert an alert at 100000.00 (check the amount)", "加上预警金额 100000.00（请核对）", [
              insertKey(payout.node, "balance_alert", "100000.00", "funding_account"),
            ]),
          ],
        };
      }
      const receiver = channels.find(
        (other) => other.flow?.value === "pay_in" && other.settlement?.bank_account?.value === funding.value,
      );
      if (receiver) {
        yield {
          at: funding.node,
          message: {
            en: `${name.en} pays from ${funding.value}, on which ${channelName(receiver).en.toLowerCase()} settles; keep payout money and clearing money apart.`,
            zh: `${name.zh} 的出款账户 ${funding.value} 同时是${channelName(receiver).zh} 的结算账户；出款资金与清算资金应分开。`,
          },
          related: [
            {
              at: receiver.settlement!.bank_account!.node,
              message: { en: "Settlement arrives here", zh: "结算款到这里" },
            },
          ],
        };
      }
    }
  },
});
export default payoutFunding;

DOCS: page(payoutFunding, {
  why: {
    en: "A payout channel stops when its prepaid balance is empty, usually in the evening. Payout money and clearing money are kept apart so that neither eats the other.",
    zh: "代付渠道的备款一空就停摆，还常在晚上。出款的钱和清算的钱要分开，免得互相挤占。",
  },
  fix: {
    en: "Set an alert for the funding account, and use another account than the one receipts settle on.",
    zh: "给出款账户设余额预警；不要与收款结算共用一个账户。",
  },
  silent: {
    en: "When the alert is set and the accounts are separate, and while no funding account is named.",
    zh: "有预警、账户分开、或没写出款账户时不报。",
  },
  bad: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        settlement:
          cycle: D+1
          method: gross
          bank_account: reserve-01
      - id: bank-b
        name: 乙银行代付（虚构）
        flow: pay_out
        method: payout_single
        limits:
          - scope: per_transaction
            amount: 50000.00
        payout:
    #   ^^^^^^ chan/payout-funding: Channel bank-b pays from reserve-01, and nobody is told before it is empty; set \`balance_alert\`.
          return_window_days: 3
          funding_account: reserve-01
    #                      ^^^^^^^^^^ chan/payout-funding: Channel bank-b pays from reserve-01, on which channel bank-a settles; keep payout money and clearing money apart.
  `,
  good: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        settlement:
          cycle: D+1
          method: gross
          bank_account: reserve-01
      - id: bank-b
        name: 乙银行代付（虚构）
        flow: pay_out
        method: payout_single
        payout:
          return_window_days: 3
          funding_account: reserve-02
          balance_alert: 100000.00
  `,
  sources: ["2017-05-25 20:18", "2017-05-17 10:10", "2017-06-01 17:12"],
});
