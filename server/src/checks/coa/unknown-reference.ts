import { accountTitle } from "../../index/account-words";
import type { Ledger } from "../../index/ledger";
import { PURPOSES } from "../../index/purposes";
import type { Text } from "../../l10n/text";
import { nearest } from "../../nearest";
import { resolveReference } from "../../schema/registry";
import type { ScalarNode } from "../../yaml/nodes";
import { type CheckFinding, check, replace } from "../check";
import { page } from "../pages";

const unknownReference = check({
  code: "coa/unknown-reference",
  severity: "error",
  tier: "P0",
  on: "ledger",
  title: { en: "Purposes and dimensions of accounts exist", zh: "科目的用途和辅助核算项都存在" },
  *run(ledger) {
    if (ledger.settings.document?.source.broken) return;
    const purposes = [...Object.keys(PURPOSES), ...ledger.settings.purposes.keys()];
    const dimensions = dimensionsOf(ledger);
    for (const account of ledger.charts.flatMap((chart) => chart.accounts)) {
      const { purpose, dimensions: own } = account;
      const title = accountTitle(account);
      if (purpose && !purposes.includes(purpose.value)) yield unknown(title, purpose.node, PURPOSE, purposes);
      for (const dimension of own)
        if (!dimensions.includes(dimension.value)) yield unknown(title, dimension.node, DIMENSION, dimensions);
    }
  },
});
export default unknownReference;

const PURPOSE: Text = { en: "purpose", zh: "用途" };
const DIMENSION: Text = { en: "dimension", zh: "辅助核算项" };

function dimensionsOf(ledger: Ledger): readonly string[] {
  const builtIn = resolveReference("common.schema.json#/$defs/dimension", "").schema["x-enum"] ?? {};
  return [...Object.keys(builtIn), ...(ledger.settings.document?.model.dimensions.entries.keys() ?? [])];
}

function unknown(title: string, node: ScalarNode, what: Text, known: readonly string[]): CheckFinding {
  const meant = nearest(node.value, known);
  return {
    at: node,
    message: {
      en: `Account ${title}: there is no ${what.en} ${node.value}.${meant ? ` Did you mean ${meant}?` : ""}`,
      zh: `科目 ${title}：没有${what.zh} ${node.value}。${meant ? `是不是 ${meant}？` : ""}`,
    },
    fixes: () => (meant ? [replace(node, meant, { en: `Change to ${meant}`, zh: `改为 ${meant}` }, true)] : []),
  };
}

DOCS: page(unknownReference, {
  why: {
    en: "Checks go by the purpose and the dimensions of an account, never by its name. With a typo they leave the account alone, and nobody notices.",
    zh: "检查只看科目的用途和辅助核算项，不看名称。写错一个字母，这个科目就悄悄避开了检查。",
  },
  fix: {
    en: "Write a built-in one, or declare your own under `purposes` or `dimensions` in `counting-house.yaml`.",
    zh: "改成内置的用途或辅助核算项；自己的要先在 `counting-house.yaml` 的 `purposes`、`dimensions` 里声明。",
  },
  silent: {
    en: "What the project declares itself; everything while `counting-house.yaml` has syntax errors.",
    zh: "项目自己声明的不报；`counting-house.yaml` 有语法错误期间都不报。",
  },
  bad: `
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "220202"
        name: 商户可用余额
        class: liability
        purpose: merchant_availabel
        #        ^^^^^^^^^^^^^^^^^^ coa/unknown-reference: Account 220202 商户可用余额: there is no purpose merchant_availabel. Did you mean merchant_available?
        dimensions: [merchnt]
        #            ^^^^^^^ coa/unknown-reference: Account 220202 商户可用余额: there is no dimension merchnt. Did you mean merchant?
  `,
  good: `
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "220202"
        name: 商户可用余额
        class: liability
        purpose: merchant_available
        dimensions: [merchant]
  `,
});
