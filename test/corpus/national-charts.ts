import { type BaselineId, baselineAccounts } from "../../server/src/data/baseline";

/** A chart with every first-level account of a national table. */
export function nationalChart(id: BaselineId): string {
  const accounts = [...baselineAccounts(id)]
    .filter(({ code }) => code !== undefined)
    .flatMap(({ code, name, classes, normalBalance }) => [
      `  - code: "${code}"`,
      `    name: ${name.zh}`,
      `    class: ${classes[0]}`,
      `    normal_balance: ${normalBalance}`,
    ]);
  return [
    "kind: chart-of-accounts",
    "schema: 1",
    "base_currency: CNY",
    `baseline: ${id}`,
    "accounts:",
    ...accounts,
    "",
  ].join("\n");
}
