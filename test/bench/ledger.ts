/** A chart of 60 leaves and a posting file of about `lines` lines, both without a finding. */
export function generateLedger(lines: number): { readonly chart: string; readonly rules: string } {
  const accounts = Array.from({ length: 60 }, (_, i) => code(i));
  const chart = [
    "kind: chart-of-accounts",
    "schema: 1",
    "base_currency: CNY",
    "accounts:",
    ...accounts.flatMap((account, i) => [
      `  - code: "${account}"`,
      `    name: 过渡科目 ${i + 1}`,
      "    class: common",
      "    normal_balance: either",
    ]),
    "",
  ].join("\n");
  const rules: string[] = [
    "kind: posting-rules",
    "schema: 1",
    "chart: ./bench.coa.yaml",
    "rounding:",
    "  mode: half_up",
    "rules:",
  ];
  for (let i = 0; rules.length < lines - 14; i++) rules.push(...rule(i));
  return { chart, rules: `${rules.join("\n")}\n` };
}

const code = (i: number) => String(300101 + (i % 60));

function rule(i: number): string[] {
  return [
    `  - id: rule.${i}                     # 第 ${i + 1} 条：长款挂账与销账`,
    "    event: transfer",
    "    status: succeeded",
    "    when:",
    `      kind: k${i}`,
    "    idempotency_key: [transfer_no, event]",
    "    inputs:",
    "      gross: { type: money, min: 1.00, max: 50000.00 }",
    "    entries:",
    `      - debit: "${code(i)}"`,
    "        amount: gross",
    `      - credit: "${code(i + 1)}"`,
    "        amount: gross",
  ];
}
