import type { Edit } from "../../finding";
import { accountTitle } from "../../index/account-words";
import { accountsFor } from "../../index/purposes";
import { isOver } from "../../index/validity";
import { check } from "../check";
import { appendItems, insertKeys } from "../edits";
import { page } from "../pages";
import { productName, spaced } from "./shared/wording";

const feeCollectionAccount = check({
  code: "post/fee-collection-account",
  severity: "error",
  tier: "P1",
  on: "ledger",
  title: {
    en: "Fees collected before or after have an account that is watched",
    zh: "预付、后收的手续费有专门科目和约定",
  },
  *run(ledger) {
    for (const { item: product, document } of ledger.products()) {
      const collect = product.fee?.collect;
      if (!product.fee || !collect || isOver(product, ledger.today)) continue;
      const { fee } = product;
      const name = productName(product);
      if (collect.value === "prepaid") {
        const missing = (["threshold", "negative"] as const).filter((key) => !fee[key]);
        if (missing.length === 0) continue;
        const usual = { threshold: "100.00", negative: "reject" };
        yield {
          at: collect.node,
          message: {
            en: `${name.en} takes fees from a prepaid account and does not say ${missing.map((key) => WORDS[key].en).join(" or ")}.`,
            zh: `${spaced(name.zh)}从预付账户扣手续费，却没有写${missing.map((key) => WORDS[key].zh).join("、")}。`,
          },
          fixes: () => [
            {
              title: { en: "Add alarm and limit, to be reviewed", zh: "补上预警与不足时的处理（请复核）" },
              edits: [insertKeys(fee.node, Object.fromEntries(missing.map((key) => [key, usual[key]])), "collect")],
            },
          ],
        };
      }
      if (collect.value === "periodic") {
        // That there is such an account at all, coa/purpose-missing-for-product asks for.
        const chart = ledger.chartOf(document);
        const accounts = chart ? accountsFor(ledger.settings, chart, "fee_receivable") : [];
        const [account] = accounts;
        if (!account || accounts.some((other) => other.dimensions.some((dimension) => dimension.value === "merchant")))
          continue;
        const edits: readonly Edit[] = [appendItems(account.node, "dimensions", ["merchant"])];
        yield {
          at: collect.node,
          message: {
            en: `${name.en} bills fees later, but account ${accountTitle(account)} does not keep them apart by merchant.`,
            zh: `${spaced(name.zh)}的手续费后收，而科目 ${accountTitle(account)} 没有按商户核算，分不清谁欠多少。`,
          },
          related: [{ at: account.code!.node, message: { en: "The receivable", zh: "应收科目" } }],
          fixes: () => [{ title: { en: "Keep the receivable by merchant", zh: "应收科目按商户核算" }, edits }],
        };
      }
    }
  },
});
export default feeCollectionAccount;

const WORDS = {
  threshold: { en: "when to warn (threshold)", zh: "何时预警（threshold）" },
  negative: { en: "what happens below zero (negative)", zh: "余额不足怎么办（negative）" },
} as const;

DOCS: page(feeCollectionAccount, {
  why: {
    en: "A fee charged beside the amount needs a funded account with an alarm and a rule for going below zero. A fee billed later needs a receivable per merchant, or nobody knows who owes it.",
    zh: "外收手续费要有预存账户、余额预警和不足时的规则；后收手续费要按商户记应收，否则不知道谁欠的。",
  },
  fix: {
    en: "Set `fee.threshold` and `fee.negative`; give the receivable the dimension `merchant`.",
    zh: "写上 `fee.threshold`、`fee.negative`；应收科目加辅助核算 `merchant`。",
  },
  silent: {
    en: "Fees deducted at once (`collect: realtime`).",
    zh: "实时扣收（`collect: realtime`）的不报。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "112201"
        name: 应收手续费
        class: asset
        purpose: fee_receivable
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    products:
      - id: prepaid
        name: 预付手续费
        status: draft
        fee:
          mode: gross
          model: fixed
          amount: 2.00
          evaluate: per_transaction
          collect: prepaid
          #        ^^^^^^^ post/fee-collection-account: Product prepaid takes fees from a prepaid account and does not say when to warn (threshold) or what happens below zero (negative).
          recognised_on: fee
      - id: billed
        name: 月结手续费
        status: draft
        fee:
          mode: gross
          model: fixed
          amount: 2.00
          evaluate: per_transaction
          collect: periodic
          #        ^^^^^^^^ post/fee-collection-account: Product billed bills fees later, but account 112201 应收手续费 does not keep them apart by merchant.
          recognised_on: fee
  `,
  good: `
    kind: posting-rules
    schema: 1
    products:
      - id: prepaid
        name: 预付手续费
        status: draft
        fee:
          mode: gross
          model: fixed
          amount: 2.00
          evaluate: per_transaction
          collect: prepaid
          threshold: 100.00
          negative: reject
          recognised_on: fee
  `,
  sources: ["2017-05-12 17:05", "2017-05-12 17:08", "2017-06-09 17:47"],
});
