import type { Text } from "../../l10n/text";
import type { AccountClass } from "../../model/types.generated";
import { type CheckFinding, check } from "../check";
import { insertKey } from "../edits";
import { page } from "../pages";
import { channelName } from "./facts/channel";
import { fix } from "./facts/fix";

const ORDER = {
  bank: { en: "bank accounts: I is the strongest, III the weakest", zh: "银行账户：Ⅰ类权限最高，Ⅲ类最低" },
  payment: { en: "payment accounts: III is the strongest, I the weakest", zh: "支付账户：Ⅲ类权限最高，Ⅰ类最低" },
} as const satisfies Record<string, Text>;
const SPOKEN = /([一二三ⅠⅡⅢ]|I{1,3})\s*类(?:账?户|账号)/;
const LEVELS: Readonly<Record<string, string>> = { 一: "I", 二: "II", 三: "III", Ⅰ: "I", Ⅱ: "II", Ⅲ: "III" };

const accountClassScheme = check({
  code: "chan/account-class-scheme",
  severity: "error",
  tier: "P0",
  on: "ledger",
  title: { en: "Account classes say whose classes they are", zh: "账户分类写明是银行的还是支付机构的" },
  *run(ledger) {
    for (const { document } of ledger.charts) {
      for (const subledger of document.model.subledgers) {
        if (subledger.class) yield* schemeless(subledger.class);
        const name = subledger.name;
        const spoken = name && !/银行|支付/.test(name.value) && SPOKEN.exec(name.value);
        if (!name || !spoken || subledger.class) continue;
        const level = LEVELS[spoken[1]!] ?? spoken[1]!;
        yield {
          at: name.node,
          message: ambiguous(spoken[0]),
          fixes: () => schemes((scheme) => insertKey(subledger.node, "class", { scheme, level }, "holder")),
        };
      }
    }
    for (const { item: channel } of ledger.channels()) {
      const corporate = channel.party_types.length > 0 && channel.party_types.every((p) => p.value === "corporate");
      for (const { account_class: level, card_type: card } of channel.limits) {
        if (!level) continue;
        yield* schemeless(level);
        if (level.scheme?.value !== "bank" || (card?.value !== "credit" && !corporate)) continue;
        const name = channelName(channel);
        yield {
          at: level.scheme.node,
          message: corporate
            ? {
                en: `${name.en} serves companies only; the bank's classes I, II and III are for personal accounts.`,
                zh: `${name.zh} 只服务单位客户；银行的Ⅰ、Ⅱ、Ⅲ类只用于个人账户。`,
              }
            : {
                en: `This limit of ${name.en.toLowerCase()} is for credit cards; the bank's classes I, II and III are for personal debit accounts.`,
                zh: `${name.zh} 的这条限额针对信用卡；银行的Ⅰ、Ⅱ、Ⅲ类只用于个人借记账户。`,
              },
        };
      }
    }
  },
});
export default accountClassScheme;

function* schemeless(level: AccountClass): Iterable<CheckFinding> {
  if (!level.level || level.node.pairs.some(({ key }) => key.value === "scheme")) return;
  yield {
    at: level.level.node,
    message: ambiguous(`${level.level.value}`),
    fixes: () => schemes((scheme) => insertKey(level.node, "scheme", scheme)),
  };
}

function ambiguous(what: string): Text {
  return {
    en: `“${what}” does not say whose classes are meant. Class I is the strongest at a bank and the weakest at a payment institution.`,
    zh: `“${what}”没有说明是哪一套分类：Ⅰ类在银行权限最高，在支付机构权限最低。`,
  };
}

function schemes(edit: (scheme: keyof typeof ORDER) => ReturnType<typeof insertKey>) {
  return (["bank", "payment"] as const).map((scheme) =>
    fix(`Classes of ${ORDER[scheme].en}`, ORDER[scheme].zh, [edit(scheme)]),
  );
}

DOCS: page(accountClassScheme, {
  why: {
    en: "Banks and payment institutions both have classes I, II and III, in opposite order: class I is the strongest at a bank and the weakest at a payment institution. A limit for “class II” then belongs to another account than meant.",
    zh: "银行和支付机构都分Ⅰ、Ⅱ、Ⅲ类，顺序却相反：Ⅰ类在银行权限最高，在支付机构权限最低。只说“二类户”，限额就可能套到另一种账户上。",
  },
  fix: {
    en: "State `scheme: bank` or `scheme: payment` beside the level. Bank classes are for personal debit accounts only.",
    zh: "在级别旁边写 `scheme: bank`（银行）或 `scheme: payment`（支付）。银行分类只用于个人借记账户。",
  },
  silent: {
    en: "When the scheme is stated, or a name says bank or payment itself.",
    zh: "写明了 scheme，或名称里已说明是银行账户、支付账户的不报。",
  },
  bad: `
    === house.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "220201"
        name: 客户余额
        class: liability
    subledgers:
      - id: user-ii
        name: 用户二类户
    #         ^^^^^ chan/account-class-scheme: “二类户” does not say whose classes are meant. Class I is the strongest at a bank and the weakest at a payment institution.
        account: "220201"
        holder: user
    === pay.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行快捷（虚构）
        flow: pay_in
        method: quick_pay
        limits:
          - scope: per_transaction
            amount: 20000.00
          - scope: per_day
            amount: 10000.00
            account_class:
              level: II
    #                ^^ chan/account-class-scheme: “II” does not say whose classes are meant. Class I is the strongest at a bank and the weakest at a payment institution.
          - scope: per_day
            amount: 5000.00
            card_type: credit
            account_class:
              scheme: bank
    #                 ^^^^ chan/account-class-scheme: This limit of channel bank-a is for credit cards; the bank's classes I, II and III are for personal debit accounts.
              level: I
  `,
  good: `
    === house.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "220201"
        name: 客户余额
        class: liability
    subledgers:
      - id: user-ii
        name: 用户二类户
        account: "220201"
        holder: user
        class:
          scheme: payment
          level: II
    === pay.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行快捷（虚构）
        flow: pay_in
        method: quick_pay
        limits:
          - scope: per_transaction
            amount: 20000.00
          - scope: per_day
            amount: 10000.00
            card_type: debit
            account_class:
              scheme: bank
              level: II
  `,
  sources: ["2017-05-24 20:43", "2017-06-22 12:03", "2017-08-17 00:33"],
});
