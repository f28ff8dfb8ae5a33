import { merchantCategory } from "../../data/mcc";
import { holds, listed, regulation } from "../../data/regulations";
import { effectiveMethod } from "../chan/facts/channel";
import { fix } from "../chan/facts/fix";
import { check } from "../check";
import { replaceScalar } from "../edits";
import { page } from "../pages";
import { inner, productName } from "../post/shared/wording";
import { isSold, openChannels } from "./facts/entity";

/** Security brokers, money orders and quasi-cash, and the like: payments that invest. */
const INVESTING: ReadonlySet<string> = new Set(["6211", "6051"]);

const directDebitScenario = check({
  code: "reg/direct-debit-scenario",
  severity: "warning",
  tier: "P2",
  on: "ledger",
  regulatory: true,
  title: { en: "Direct debit does not collect for investments", zh: "代扣不用于投资理财类收款" },
  *run(ledger) {
    if (!holds("notice-2020-248", ledger.today)) return;
    const law = regulation("notice-2020-248");
    for (const { item: product } of ledger.products()) {
      const code = product.mcc;
      if (!code || !INVESTING.has(code.value) || !isSold(product, ledger.today)) continue;
      const debit = openChannels(ledger, product).find(({ item }) => effectiveMethod(item) === "direct_debit");
      const method = debit && (debit.item.underlying ?? debit.item.method);
      if (!debit || !method) continue;
      const name = productName(product);
      const category = merchantCategory(code.value)?.name;
      const channel = debit.item.id?.value ?? "?";
      yield {
        at: code.node,
        message: {
          en: `Risk: ${inner(name.en)} is of category ${code.value}${category ? ` (${category})` : ""} and is collected by direct debit through channel ${channel}; collection without the payer's confirmation is restricted for investments. See ${law.number.en} (${law.title.en}).`,
          zh: `风险提示：${name.zh} 的商户类别是 ${code.value}，经渠道 ${channel} 代扣收款；投资理财类不宜在付款人未逐笔确认时代收。参见${law.number.zh}《${law.title.zh}》。`,
        },
        related: [{ at: method.node, message: { en: "direct debit", zh: "代扣渠道" } }],
        fixes: () => [
          fix("Let the payer confirm each payment (quick_pay)", "改为付款人逐笔确认（quick_pay）", [
            replaceScalar(method.node, "quick_pay"),
          ]),
        ],
      };
    }
  },
});
export default directDebitScenario;

DOCS: page(directDebitScenario, {
  why: {
    en: "Debiting an account without asking each time suits water and electricity. For investments it was questioned long before it was regulated, since the payer learns of the purchase from the bank.",
    zh: "不逐笔确认就扣款，适合水电煤。用在投资理财上，规定出来之前就有人质疑：付款人是从银行通知里才知道自己买了什么。",
  },
  fix: { en: "Collect by a payment that the payer confirms.", zh: "改用付款人逐笔确认的支付方式。" },
  silent: {
    en: "When no merchant category is declared or it is another one, and before 2021: the day of effect of the notice is not verified, so the first day of the following year is taken.",
    zh: "没写商户类别、或是其他类别时不报；2021 年以前不报：该通知的生效日未能核实，取次年首日。",
  },
  bad: `
    === counting-house.yaml
    regulation:
      profile: cn
      as_of: "2026-11-20"
    === a.posting.yaml
    kind: posting-rules
    schema: 1
    products:
      - id: fund
        name: 定投扣款
        status: active
        mcc: "6211"
        #    ^^^^^^ reg/direct-debit-scenario: Risk: product fund is of category 6211 (Security Brokers/Dealers) and is collected by direct debit through channel debit; collection without the payer's confirmation is restricted for investments. See PBoC Notice 2020 No. 248 (Notice on collection services).
        channels: [debit]
    rules: []
    === b.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: debit
        name: 甲银行代扣（虚构）
        flow: pay_in
        method: direct_debit
        mandate:
          required: true
          reference_field: agreement_no
          scope: payer_merchant
          signed_at: online
          loss_bearer: platform
  `,
  good: `
    === counting-house.yaml
    regulation:
      profile: cn
      as_of: "2026-11-20"
    === a.posting.yaml
    kind: posting-rules
    schema: 1
    products:
      - id: water
        name: 水费代扣
        status: active
        mcc: "4900"
        channels: [debit]
    rules: []
    === b.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: debit
        name: 甲银行代扣（虚构）
        flow: pay_in
        method: direct_debit
        mandate:
          required: true
          reference_field: agreement_no
          scope: payer_merchant
          signed_at: online
          loss_bearer: platform
  `,
  sources: ["2017-05-23 17:08", "2017-07-24 22:25", "2017-07-24 21:26"],
  documents: [listed("notice-2020-248")],
});
