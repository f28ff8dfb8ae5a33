const CHART = "bench.coa.yaml";
const ACCOUNTS = Array.from({ length: 60 }, (_, i) => code(i));

/** A chart of 60 leaves, common accounts that any rule may post to. */
export function generateChart(): string {
  return [
    "kind: chart-of-accounts",
    "schema: 1",
    "base_currency: CNY",
    "accounts:",
    ...ACCOUNTS.flatMap((account, i) => [
      `  - code: "${account}"`,
      `    name: 过渡科目 ${i + 1}`,
      "    class: common",
      "    normal_balance: either",
    ]),
    "",
  ].join("\n");
}

/** A posting-rules file of about `lines` lines without a finding; files of different names go together in one ledger. */
export function generateRules(lines: number, name = "rule"): string {
  const rules = ["kind: posting-rules", "schema: 1", `chart: ./${CHART}`, "rounding:", "  mode: half_up", "rules:"];
  for (let i = 0; rules.length < lines - 14; i++) rules.push(...rule(i, name));
  return `${rules.join("\n")}\n`;
}

/** A chart and a posting file of about `lines` lines, both without a finding. */
export function generateLedger(lines: number): { readonly chart: string; readonly rules: string } {
  return { chart: generateChart(), rules: generateRules(lines) };
}

/** As many files as named, `lines` in all; names of files with their texts. */
export function generateWorkspace(files: number, lines: number): ReadonlyMap<string, string> {
  const texts = new Map([[CHART, generateChart()]]);
  for (let i = 1; i < files; i++)
    texts.set(`rules-${i}.posting.yaml`, generateRules(Math.round(lines / files), `file${i}`));
  return texts;
}

/** 200 files that post to one account a thousand times. */
export function generateUses(): ReadonlyMap<string, string> {
  const texts = new Map([[CHART, generateChart()]]);
  for (let i = 0; i < 199; i++) {
    const text = generateRules(14 * 6, `file${i}`).replaceAll(/"30010[1-9]"/g, `"${code(0)}"`);
    texts.set(`rules-${i}.posting.yaml`, text);
  }
  return texts;
}

/** A file with `count` anchors and as many aliases. */
export function aliasHeavy(count: number): string {
  const lines = ["kind: posting-rules", "schema: 1", "x-defaults:"];
  for (let i = 0; i < count; i++) lines.push(`  a${i}: &a${i} {type: money, min: 1.00}`);
  lines.push("inputs:");
  for (let i = 0; i < count; i++) lines.push(`  input${i}: *a${i}`);
  return `${lines.join("\n")}\n`;
}

/** Aliases that would expand to ten to the ninth values. */
export function aliasBomb(): string {
  const lines = ["kind: posting-rules", "schema: 1", "x-a: &a0 [l, l, l, l, l, l, l, l, l, l]"];
  for (let i = 1; i < 9; i++)
    lines.push(
      `x-${i}: &a${i} [${Array(10)
        .fill(`*a${i - 1}`)
        .join(",")}]`,
    );
  return `${lines.join("\n")}\n`;
}

function code(i: number): string {
  return String(300101 + (i % 60));
}

function rule(i: number, name: string): string[] {
  return [
    `  - id: ${name}.${i}                     # 第 ${i + 1} 条：长款挂账与销账`,
    "    event: transfer",
    "    status: succeeded",
    "    when:",
    `      kind: ${name}-k${i}`,
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
