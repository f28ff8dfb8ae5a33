import type { RulesDocument } from "../../index/documents";
import type { In, Ledger } from "../../index/ledger";
import { cycleMoment, orderOf, statementMoment } from "../../index/notation";
import { isOver } from "../../index/validity";
import type { Product } from "../../model/types.generated";
import { pairOf } from "../../yaml/nodes";
import { fix } from "../chan/facts/fix";
import { check } from "../check";
import { insertKey, replaceScalar } from "../edits";
import { page } from "../pages";
import { productName } from "../post/shared/wording";
import { channelsOf } from "./facts/products";
import { ownZone, zoneOf } from "./facts/times";

const settleBeforeRecon = check({
  code: "recon/settle-before-recon",
  severity: "warning",
  tier: "P1",
  on: "ledger",
  title: { en: "Settling before reconciliation has a limit", zh: "先结算后对账要有敞口上限" },
  *run(ledger) {
    for (const entry of ledger.products()) {
      const { item: product } = entry;
      const { settlement } = product;
      const gate = settlement?.gate;
      if (!settlement || !gate || gate.value === "reconciled" || isOver(product, ledger.today)) continue;
      if (pairOf(settlement.node, "exposure_limit")) continue;
      const name = productName(product);
      yield {
        at: gate.node,
        message: {
          en: `${name.en} pays merchants before its channels are reconciled (\`gate: ${gate.value}\`); say how much may be at risk with an exposure limit.`,
          zh: `${name.zh} 不等对账就结算（\`gate: ${gate.value}\`）；请用 exposure_limit 写明最多敞口多少。`,
        },
        fixes: () => {
          const limit = product.advance?.limit;
          return [
            ...(limit
              ? [
                  fix(`Limit the exposure to ${limit.value}`, `敞口上限设为 ${limit.value}（垫资额度）`, [
                    insertKey(settlement.node, "exposure_limit", limit.node.value, "gate"),
                  ]),
                ]
              : []),
            ...(isPaidAfterRuns(ledger, entry)
              ? [fix("Settle after reconciliation", "改为对账后结算", [replaceScalar(gate.node, "reconciled")])]
              : []),
          ];
        },
      };
    }
  },
});
export default settleBeforeRecon;

/** Whether waiting for reconciliation would change nothing: the payment comes after every run anyway. */
function isPaidAfterRuns(ledger: Ledger, { item: product, document }: In<Product, RulesDocument>): boolean {
  const { cycle, pay_at } = product.settlement ?? {};
  const pay = cycleMoment(cycle, pay_at, ownZone(ledger, document));
  const channels = channelsOf(ledger, product);
  return (
    pay !== undefined &&
    channels.length > 0 &&
    channels.every(({ item, document: at }) => {
      const run = statementMoment(item.reconciliation?.run_at, zoneOf(ledger, at, item));
      return run !== undefined && orderOf(pay, run, ledger.today) === "after";
    })
  );
}

DOCS: page(settleBeforeRecon, {
  why: {
    en: "Settling first and reconciling later is common and accepted, as long as it is known how much money can be out before the first difference is seen.",
    zh: "先结算、后对账很常见，大家也接受，前提是知道在发现第一笔差异之前最多付出去多少钱。",
  },
  fix: {
    en: "Add `exposure_limit`, or settle with `gate: reconciled` where the time allows it.",
    zh: "写上 `exposure_limit`；时间来得及的，改为 `gate: reconciled`。",
  },
  silent: {
    en: "With `gate: reconciled`, with an exposure limit, and while no gate is declared.",
    zh: "`gate: reconciled`、已有敞口上限、或没写 gate 时不报。",
  },
  bad: `
    kind: posting-rules
    schema: 1
    products:
      - id: instant
        name: 实时结算
        settlement:
          cycle: D+0
          pay_at: "20:00"
          gate: booked
          #     ^^^^^^ recon/settle-before-recon: Product instant pays merchants before its channels are reconciled (\`gate: booked\`); say how much may be at risk with an exposure limit.
        advance:
          source: own_funds
          limit: 500000.00
    rules: []
  `,
  good: `
    kind: posting-rules
    schema: 1
    products:
      - id: instant
        name: 实时结算
        settlement:
          cycle: D+0
          pay_at: "20:00"
          gate: booked
          exposure_limit: 500000.00
        advance:
          source: own_funds
          limit: 500000.00
    rules: []
  `,
  sources: ["2017-05-24 19:16", "2017-06-20 10:54", "2017-07-25 12:29"],
});
