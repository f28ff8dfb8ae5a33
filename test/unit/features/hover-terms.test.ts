import assert from "node:assert/strict";
import { hover } from "../../../server/src/features/hover";
import type { Locale } from "../../../server/src/l10n/text";
import { editor, rangeText } from "../../support/editor";

function hoverAt(text: string, locale: Locale = "zh-cn"): { value: string; at: string } {
  const given = editor(text, locale);
  const found = hover(given.context, given.uri, given.position);
  if (!found) return { value: "", at: "" };
  return { value: (found.contents as { value: string }).value, at: rangeText(given, given.uri, found.range!) };
}

const TEAM = `
  === team.glossary.yaml
  kind: glossary
  schema: 1
  contexts:
    - name: 清结算组
      terms:
        - id: night-batch
          name: 夜批
          en: night batch
          pinyin: ye pi ci
          aliases: [long difference]
          narrower: [晨批]
          identifier: night_batch
          avoid: [{ identifier: ybatch, reason: 缩写 }]
          senses:
            - { label: 收款, label_en: receipts, flow: pay_in, definition: 收款的夜间批量。先对账再入账。, definition_en: The night batch of receipts. It reconciles first. }
            - { label: 付款, label_en: payouts, flow: pay_out, definition: 付款的夜间批量。, definition_en: The night batch of payouts. }
            - { label: 资金, label_en: funds, perspective: funds, definition: 资金岗的夜间批量。, definition_en: Treasury's night batch. }
            - { label: 商户, label_en: merchants, perspective: merchant, definition: 商户的夜间批量。, definition_en: The merchant's night batch. }
          examples: [{ text: 02:00 跑 3 批, text_en: three runs at 02:00 }, 第二个例子]
          warnings: [{ kind: outdated, text: 以前一天一批。, text_en: It used to be one a day., since: "2020" }]
`;

const channel = (flow: string, note: string, reconciliation = "") => `
  === a.channel.yaml
  kind: payment-channels
  schema: 1
  channels:
    - id: c
      name: 云岭
      flow: ${flow}
      method: gateway_b2c
      note: ${note}
${reconciliation}${TEAM}`;

describe("hover on terms", () => {
  it("says one sentence for each sense, an example, what to mind, and links", () => {
    const { value } = hoverAt(`  === a.md\n  看夜$0批。\n${TEAM}`);
    assert.match(value, /^### 夜批 · night batch\n/);
    assert.match(value, /1\. \*\*收款\*\*.*：收款的夜间批量。 {2}\n {3}The night batch of receipts\.\n2\. /);
    assert.doesNotMatch(value, /先对账再入账|It reconciles|第二个例子/);
    assert.match(value, /02:00 跑 3 批/);
    assert.match(value, /\*\*已变化\*\*：以前一天一批。（自 2020）/);
    assert.match(value, /command:countingHouse\.openTerm\?.*command:countingHouse\.findTerm\?/);
    assert.match(
      hoverAt(`  === a.md\n  夜$0批\n${TEAM}`, "en").value,
      /1\. \*\*receipts\*\*.*: The night batch of receipts\. {2}\n {3}收款/,
    );
  });

  it("puts the sense of the channel's direction first and says why", () => {
    const { value } = hoverAt(channel("pay_out", "夜$0批前停用"));
    assert.match(value, /1\. \*\*付款\*\*.*本渠道是付款方向/);
    assert.match(hoverAt(channel("pay_in", "夜$0批前停用"), "en").value, /1\. \*\*receipts\*\*.*takes money in/);
    assert.match(hoverAt(channel("internal", "夜$0批前停用")).value, /1\. \*\*收款\*\*(?!.*此处先列)/);
  });

  it("puts the sense of those who reconcile first", () => {
    const by = (who: string) => `      reconciliation:\n        performed_by: ${who}\n        note: 夜$0批\n`;
    assert.match(hoverAt(channel("internal", "x", by("merchant"))).value, /1\. \*\*商户\*\*.*由商户对账/);
    const chart = `
      === a.coa.yaml
      kind: chart-of-accounts
      schema: 1
      accounts:
        - { code: "1", name: 夜$0批过渡, class: asset }
${TEAM}`;
    assert.match(hoverAt(chart).value, /1\. \*\*资金\*\*.*资金本身/);
  });

  it("puts the team's own sense of a built-in term first", () => {
    const own = `
      === team.glossary.yaml
      kind: glossary
      schema: 1
      contexts:
        - name: 清结算组
          terms:
            - id: surplus
              name: 长款
              senses: [{ label: 本团队, definition: 钱多了。 }]
      === a.coa.yaml
      kind: chart-of-accounts
      schema: 1
      accounts:
        - { code: "1", name: 渠道长$0款, class: liability }
`;
    assert.match(
      hoverAt(own).value,
      /1\. \*\*本团队\*\* \*来自 team\.glossary\.yaml\*：钱多了。 \*此处先列：本团队术语表。\*/,
    );
    const builtIn = own.replace("id: surplus", "id: x").replace("name: 长款", "name: 甲");
    assert.match(hoverAt(builtIn).value, /1\. \*\*按资金看\*\*：.*资金本身/);
  });

  it("says that a narrower name is no other name of the term", () => {
    assert.match(hoverAt(`  === a.md\n  晨$0批\n${TEAM}`).value, /“晨批” 在这张卡片里说明，但不是它的别名/);
  });

  for (const [identifier, marked] of [
    ["night_ba$0tch", "night_batch"],
    ["nightBat$0ch", "nightBatch"],
    ["long$0Difference", "longDifference"],
    ["channelLongDiff$0erenceAmount", "LongDifference"],
    ["yepi$0ci", "yepici"],
    ["ye_pi$0_ci_fee", "ye_pi_ci"],
    ["ybatch$0", "ybatch"],
  ] as const)
    it(`resolves ${identifier.replace("$0", "")} in our files`, () => {
      const { value, at } = hoverAt(channel("pay_in", identifier));
      assert.match(value, /### 夜批/);
      assert.equal(at.slice(at.indexOf(" ") + 1), marked);
    });

  it("does not resolve identifiers in other files, nor other parts of them", () => {
    assert.equal(hoverAt(`  === a.md\n  yepi$0ci\n${TEAM}`).value, "");
    assert.equal(hoverAt(channel("pay_in", "channelLongDifferenceAmo$0unt")).value.includes("夜批"), false);
  });

  for (const [identifier, name] of [
    ["dai$0fu", "代付"],
    ["second_clear$0ing", "二清"],
  ] as const)
    it(`resolves ${identifier.replace("$0", "")} by the built-in glossary`, () => {
      assert.match(hoverAt(channel("pay_in", identifier)).value, new RegExp(`### ${name}`));
    });
});
