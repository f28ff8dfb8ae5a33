import { BANK_ACCOUNT_LIMITS, citation, type DatedFigure, listed } from "../../data/regulations";
import { channelName, inUse } from "../chan/facts/channel";
import { fix } from "../chan/facts/fix";
import { check } from "../check";
import { page } from "../pages";
import { inner } from "../post/shared/wording";
import { amountSource, exceeded, isYuan, yuan } from "./facts/amounts";

const bankAccountClassLimits = check({
  code: "reg/bank-account-class-limits",
  severity: "warning",
  tier: "P2",
  on: "ledger",
  regulatory: true,
  title: { en: "Class II and III bank accounts are used within their limits", zh: "Ⅱ、Ⅲ类银行账户不超限额" },
  *run(ledger) {
    for (const { item: channel, document } of ledger.channels()) {
      if (!inUse(channel) || !isYuan(ledger.chartOf(document))) continue;
      for (const row of channel.limits) {
        const { scheme, level } = row.account_class ?? {};
        if (scheme?.value !== "bank" || !level || !row.amount || !row.scope) continue;
        const figure = exceeded(row.amount, tableOf(level.value, row.scope.value), ledger.today);
        if (!figure?.by) continue;
        const name = channelName(channel);
        const law = citation(figure.by);
        const most = yuan(figure);
        const yearly = row.scope.value === "per_year";
        const { node } = row.amount;
        yield {
          at: node,
          message: {
            en: `Risk: ${inner(name.en)} allows ${row.amount.value} ${yearly ? "a year" : "a day"} for bank accounts of class ${level.value}; towards accounts that are not bound the limit is ${most.en}. See ${law.en}.`,
            zh: `风险提示：${name.zh} 允许${level.value === "II" ? "Ⅱ" : "Ⅲ"}类银行账户${yearly ? "年累计" : "日累计"} ${row.amount.value}，对非绑定账户的限额是 ${most.zh}。参见${law.zh}。`,
          },
          fixes: () => [
            fix(`Set ${amountSource(figure)}`, `改为 ${amountSource(figure)}`, [
              { at: node, newText: amountSource(figure) },
            ]),
          ],
        };
      }
    }
  },
});
export default bankAccountClassLimits;

/** A single payment cannot be larger than a day's. */
function tableOf(level: "I" | "II" | "III", scope: string): readonly DatedFigure[] | undefined {
  if (level === "I") return undefined;
  const table = BANK_ACCOUNT_LIMITS[level];
  if (scope === "per_year") return table.per_year;
  return scope === "per_day" || scope === "per_transaction" ? table.per_day : undefined;
}

DOCS: page(bankAccountClassLimits, {
  why: {
    en: "The figures for class II accounts were asked several times, and those of class III changed in 2018. A third-party channel does not say of which class an account is, so the limit is often met by surprise.",
    zh: "Ⅱ类户的额度被问过好几次，Ⅲ类户 2018 年又变过。三方通道不返回账户类别，常常是碰到限额才知道。",
  },
  fix: { en: "Set the figure of the class.", zh: "改为该类别的限额。" },
  silent: {
    en: "Within the table, for rows without an account class (transfers to the bound account), and before 2016-12-01.",
    zh: "限额之内不报；没写账户分类的行（绑定账户之间）不报；2016-12-01 以前不报。",
  },
  bad: `
    === counting-house.yaml
    regulation:
      profile: cn
      as_of: "2026-11-20"
    === a.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: quick
        name: 甲银行快捷（虚构）
        flow: pay_in
        method: gateway_b2c
        limits:
          - scope: per_day
            amount: 20000.00
            #       ^^^^^^^^ reg/bank-account-class-limits: Risk: channel quick allows 20000.00 a day for bank accounts of class II; towards accounts that are not bound the limit is CNY 10,000. See PBoC Notice 2016 No. 302 (Notice on carrying out the classes of personal bank accounts, in force since 2016-12-01).
            source: 合同附件一
            verified_at: "2026-11-01"
            account_class:
              scheme: bank
              level: II
          - scope: per_year
            amount: 100000.00
            #       ^^^^^^^^^ reg/bank-account-class-limits: Risk: channel quick allows 100000.00 a year for bank accounts of class III; towards accounts that are not bound the limit is CNY 50,000. See PBoC Notice 2018 No. 16 (Notice on improving the classes of personal bank accounts, in force since 2018-01-12).
            source: 合同附件一
            verified_at: "2026-11-01"
            account_class:
              scheme: bank
              level: III
  `,
  good: `
    === counting-house.yaml
    regulation:
      profile: cn
      as_of: "2017-06-01"
    === a.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: quick
        name: 甲银行快捷（虚构）
        flow: pay_in
        method: gateway_b2c
        limits:
          - scope: per_day
            amount: 10000.00
            source: 合同附件一
            verified_at: "2017-05-01"
            account_class:
              scheme: bank
              level: II
          - scope: per_year
            amount: 100000.00
            source: 合同附件一
            verified_at: "2017-05-01"
            account_class:
              scheme: bank
              level: III
  `,
  sources: ["2017-05-17 22:36", "2017-06-15 09:52", "2017-05-17 22:46"],
  documents: [listed("notice-2016-302"), listed("notice-2018-16")],
});
