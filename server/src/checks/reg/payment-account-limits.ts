import { citation, holds, listed, PAYMENT_ACCOUNT_LIMITS, type RegulationId } from "../../data/regulations";
import { Rational } from "../../ledger/rational";
import { channelName, inUse } from "../chan/facts/channel";
import { fix } from "../chan/facts/fix";
import { check } from "../check";
import { removeKey } from "../edits";
import { page } from "../pages";
import { inner } from "../post/shared/wording";
import { amountSource, exceeded, isYuan, yuan } from "./facts/amounts";

const paymentAccountLimits = check({
  code: "reg/payment-account-limits",
  severity: "error",
  tier: "P2",
  on: "ledger",
  regulatory: true,
  title: { en: "Balances of payment accounts are spent within their class", zh: "支付账户余额付款在分类限额之内" },
  *run(ledger) {
    if (!holds("announcement-2015-43", ledger.today)) return;
    for (const { item: channel, document } of ledger.channels()) {
      if (!inUse(channel) || !isYuan(ledger.chartOf(document))) continue;
      for (const row of channel.limits) {
        const { scheme, level } = row.account_class ?? {};
        const scope = row.scope?.value;
        if (scheme?.value !== "payment" || !level || !row.amount || scope === undefined || scope === "min") continue;
        // Class I counts over the account's lifetime, the others by the year; no shorter period may allow more.
        if (level.value !== "I" && scope === "lifetime") continue;
        const figure = exceeded(row.amount, PAYMENT_ACCOUNT_LIMITS[level.value], ledger.today);
        if (!figure) continue;
        const name = channelName(channel);
        const law = citation((figure.by ?? "announcement-2015-43") as RegulationId);
        const { node } = row.amount;
        const most = yuan(figure);
        const per = level.value === "I" ? { en: "over its lifetime", zh: "累计" } : { en: "a year", zh: "每年" };
        yield {
          at: node,
          message: {
            en: `Risk: ${inner(name.en)} lets payment accounts of class ${level.value} pay ${row.amount.value} from balance; the limit is ${most.en} ${per.en}. See ${law.en}.`,
            zh: `风险提示：${name.zh} 允许${CLASS[level.value]}类支付账户余额付款 ${row.amount.value}，限额为${per.zh} ${most.zh}。参见${law.zh}。`,
          },
          fixes: () => [
            fix(`Set ${amountSource(figure)}`, `改为 ${amountSource(figure)}`, [
              { at: node, newText: amountSource(figure) },
            ]),
          ],
        };
      }
    }
    for (const chart of ledger.charts) {
      for (const subledger of chart.document.model.subledgers) {
        const limit = subledger.overdraft?.limit;
        const amount = limit && Rational.parse(limit.value);
        if (subledger.class?.scheme?.value !== "payment" || !limit || !amount || amount.sign <= 0) continue;
        const law = citation("announcement-2015-43");
        const id = subledger.id?.value ?? "?";
        yield {
          at: limit.node,
          message: {
            en: `Risk: account type ${id} is a payment account with an overdraft of ${limit.value}; payment accounts may not be overdrawn. See ${law.en}.`,
            zh: `风险提示：账户类型 ${id} 是支付账户，却有 ${limit.value} 的透支额度；支付账户不得透支。参见${law.zh}。`,
          },
          fixes: () => {
            const edits = removeKey(subledger.node, "overdraft");
            return edits.length > 0 ? [fix("Remove the overdraft", "删除透支额度", edits)] : [];
          },
        };
      }
    }
  },
});
export default paymentAccountLimits;

const CLASS = { I: "Ⅰ", II: "Ⅱ", III: "Ⅲ" } as const;

DOCS: page(paymentAccountLimits, {
  why: {
    en: "The figures and whether they count by the year or for life were asked again and again. Class III is the highest of the payment accounts, the other way round from bank accounts.",
    zh: "限额是多少、按年还是累计，反复有人问。支付账户Ⅲ类最高，与银行账户正好相反。",
  },
  fix: { en: "Set the figure of the class; take the overdraft away.", zh: "改为该类别的限额；去掉透支。" },
  silent: {
    en: "Within the table, before 2016-07-01, and for rows without an account class.",
    zh: "限额之内不报；2016-07-01 以前不报；没写账户分类的行不报。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    base_currency: CNY
    regulation:
      profile: cn
      as_of: "2026-11-20"
    accounts:
      - code: "220401"
        name: 钱包余额
        class: liability
        normal_balance: credit
        purpose: customer_balance
    subledgers:
      - id: wallet-2
        name: 二类钱包
        account: "220401"
        holder: user
        operations: [top_up, consume]
        parts: [available]
        spendable: [available]
        overdraft:
          limit: 500.00
          #      ^^^^^^ reg/payment-account-limits: Risk: account type wallet-2 is a payment account with an overdraft of 500.00; payment accounts may not be overdrawn. See PBoC Announcement 2015 No. 43 (Measures for network payments of non-bank payment institutions, in force since 2016-07-01).
        class:
          scheme: payment
          level: II
    === b.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: wallet
        name: 余额支付（虚构）
        flow: pay_in
        method: wallet_app
        limits:
          - scope: per_year
            amount: 200000.00
            #       ^^^^^^^^^ reg/payment-account-limits: Risk: channel wallet lets payment accounts of class II pay 200000.00 from balance; the limit is CNY 100,000 a year. See PBoC Announcement 2015 No. 43 (Measures for network payments of non-bank payment institutions, in force since 2016-07-01).
            source: 合同附件一
            verified_at: "2026-11-01"
            account_class:
              scheme: payment
              level: II
          - scope: lifetime
            amount: 2000.00
            #       ^^^^^^^ reg/payment-account-limits: Risk: channel wallet lets payment accounts of class I pay 2000.00 from balance; the limit is CNY 1,000 over its lifetime. See PBoC Announcement 2015 No. 43 (Measures for network payments of non-bank payment institutions, in force since 2016-07-01).
            source: 合同附件一
            verified_at: "2026-11-01"
            account_class:
              scheme: payment
              level: I
  `,
  good: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    base_currency: CNY
    regulation:
      profile: cn
      as_of: "2026-11-20"
    accounts: []
    === b.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: wallet
        name: 余额支付（虚构）
        flow: pay_in
        method: wallet_app
        limits:
          - scope: per_year
            amount: 100000.00
            source: 合同附件一
            verified_at: "2026-11-01"
            account_class:
              scheme: payment
              level: II
  `,
  sources: ["2017-05-25 11:42", "2017-05-24 21:03", "2017-05-24 21:05"],
  documents: [listed("announcement-2015-43")],
});
