import { listed } from "../../index/account-words";
import type { Chart } from "../../index/chart";
import type { Ledger } from "../../index/ledger";
import type { Account } from "../../model/types.generated";
import { check } from "../check";
import { page } from "../pages";

const MANY = 3;

const productInAccount = check({
  code: "coa/product-in-account",
  severity: "info",
  tier: "P2",
  on: "ledger",
  wholeLedger: true,
  title: { en: "Products, channels and banks are dimensions, not accounts", zh: "产品、渠道、银行用辅助核算区分" },
  *run(ledger) {
    for (const chart of ledger.charts) {
      const names = namesOf(ledger, chart);
      const groups = new Map<string, { readonly leaf: Account; readonly name: string }[]>();
      for (const leaf of chart.leaves()) {
        if (leaf.bank_account) continue;
        const found = names.find((name) => leaf.name?.value.includes(name.text));
        if (!found) continue;
        const rest = leaf.name!.value.replace(found.text, "").replace(/[\s—–\-_（）()·]+/g, "");
        const key = `${chart.parentCode(leaf) ?? ""} ${found.dimension} ${rest}`;
        const group = groups.get(key) ?? [];
        if (!group.some(({ name }) => name === found.text)) group.push({ leaf, name: found.text });
        groups.set(key, group);
      }
      for (const [key, group] of groups) {
        const [first] = group;
        if (!first || group.length < MANY) continue;
        const dimension = key.split(" ")[1]!;
        yield {
          at: first.leaf.name!.node,
          message: {
            en: `${group.length} sibling accounts differ only by ${dimension} (${listed(group.map(({ name }) => name)).en}); one account with the dimension ${dimension} would do.`,
            zh: `${group.length} 个同级科目只差${WORD[dimension]}名称（${listed(group.map(({ name }) => name)).zh}），用一个科目加 ${dimension} 辅助核算就够了。`,
          },
          related: group.slice(1).map(({ leaf }) => ({
            at: leaf.name!.node,
            message: { en: "Another of them", zh: "其中之一" },
          })),
        };
      }
    }
  },
});
export default productInAccount;

const WORD: Readonly<Record<string, string>> = { product: "产品", channel: "渠道", bank_account: "银行" };

/** Names and ids of what could be a dimension, longest first; a remark in brackets does not belong to a name. */
function namesOf(ledger: Ledger, chart: Chart): { readonly text: string; readonly dimension: string }[] {
  const found: { text: string; dimension: string }[] = [];
  const add = (dimension: string, ...texts: (string | undefined)[]) => {
    for (const text of texts) {
      const name = text?.replace(/[（(][^）)]*[）)]$/, "").trim();
      if (name !== undefined && name.length >= 2) found.push({ text: name, dimension });
    }
  };
  for (const { item: product } of ledger.products()) add("product", product.id?.value, product.name?.value);
  for (const { item: channel } of ledger.channels()) add("channel", channel.id?.value, channel.name?.value);
  for (const bank of chart.document.model.bank_accounts) add("bank_account", bank.bank?.value);
  return found.sort((a, b) => b.text.length - a.text.length);
}

DOCS: page(productInAccount, {
  why: {
    en: "An account for each product or channel makes the chart grow with every new one, and multiplies with currencies and entities. Management reports want the split, but a dimension gives it too.",
    zh: "一个产品、一个渠道设一个科目，每上一个新的就要改科目表，再乘上币种和主体就膨胀了。管理口径要的区分，辅助核算同样能给。",
  },
  fix: {
    en: "Keep one account with `dimensions`, and name the product or channel in the entries.",
    zh: "合并成一个带 `dimensions` 的科目，在分录里写明产品或渠道。",
  },
  silent: {
    en: "Fewer than three such accounts, and accounts that mirror bank accounts.",
    zh: "不足三个、或对应银行账户的科目不报。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "602101"
        name: 手续费收入—扫码收单
        #     ^^^^^^^^^^ coa/product-in-account: 3 sibling accounts differ only by product (扫码收单, 快捷支付 and 商户代付); one account with the dimension product would do.
        class: income
      - code: "602102"
        name: 手续费收入—快捷支付
        class: income
      - code: "602103"
        name: 手续费收入—商户代付
        class: income
    === a.posting.yaml
    kind: posting-rules
    schema: 1
    products:
      - id: acquiring
        name: 扫码收单
      - id: quick
        name: 快捷支付
      - id: payout
        name: 商户代付
  `,
  good: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "6021"
        name: 手续费收入
        class: income
        dimensions: [product]
    === a.posting.yaml
    kind: posting-rules
    schema: 1
    products:
      - id: acquiring
        name: 扫码收单
      - id: quick
        name: 快捷支付
      - id: payout
        name: 商户代付
  `,
  sources: ["2017-05-10 15:29", "2017-05-10 15:32", "2017-05-10 15:45"],
});
