import { writeFileSync } from "node:fs";
import path from "node:path";
import { CORPORA, countByCode } from "../../test/corpus/corpora";
import { CHECKS } from "../src/checks/all.generated";
import type { Check } from "../src/checks/check";
import { DEVIATIONS } from "./check-deviations";
import { YAML_PAGES } from "./yaml-pages";

const AREAS: Readonly<Record<string, string>> = {
  coa: "coa/ — 会计科目表 chart of accounts",
  post: "post/ — 记账规则 posting rules",
  chan: "chan/ — 支付渠道 payment channels",
  recon: "recon/ — 对账 reconciliation",
  reg: "reg/ — 监管 regulation (`regulation.profile: cn`)",
  term: "term/ — 用词 wording",
};

/** `docs/checks/README.md`: every check with its state, what it deliberately leaves out, and its findings over real files. */
export function checkIndex(): string {
  const count = (tier: Check["tier"]) => CHECKS.filter((check) => check.tier === tier).length;
  const lines = [
    "# 检查目录 / The catalogue of checks",
    "",
    `${CHECKS.length} 项检查，全部已实现：P0（对任何账本都成立）${count("P0")} 项，P1（需要相关事实）${count("P1")} 项，P2（意见、风格或有时效的规定）${count("P2")} 项。`,
    "此外还有 `yaml/…`：语法、重复键、缩进、未加引号的值，以及模式检查（未知的键、缺少的键、错误的值）。",
    "",
    `${CHECKS.length} checks, all implemented: ${count("P0")} P0 (right for any ledger), ${count("P1")} P1 (need the facts they name), ${count("P2")} P2 (opinion, style, dated rules).`,
    "Beside them stand the `yaml/…` findings: syntax, duplicate keys, indentation, unquoted values, and what the schemas find (unknown key, missing key, wrong value).",
    "",
    "级别在 `counting-house.yaml` 的 `checks` 中按代码或按领域设置。Severities are set by code or by area under `checks` in `counting-house.yaml`.",
    "",
  ];
  for (const [area, title] of Object.entries(AREAS)) {
    lines.push(`## ${title}`, "", "| code | severity | tier | state | |", "|---|---|---|---|---|");
    for (const check of CHECKS.filter(({ code }) => code.startsWith(`${area}/`))) {
      lines.push(
        `| [${check.code}](${check.code}.md) | ${check.severity} | ${check.tier} | ${check.offByDefault ? "implemented, off by default" : "implemented"} | ${check.title.zh}<br>${check.title.en} |`,
      );
    }
    lines.push("");
  }
  lines.push(
    "## yaml/ — 文本与格式 text and format",
    "",
    ...Object.entries(YAML_PAGES).map(([code, { title }]) => `- [${code}](${code}.md) ${title.zh} ${title.en}`),
    "",
  );
  lines.push(
    "## 有意从简之处 / Deliberately left out",
    "",
    ...Object.entries(DEVIATIONS).map(([code, text]) => `- \`${code}\` ${text.zh} ${text.en}`),
    "",
  );
  lines.push(...corpora());
  return lines.join("\n");
}

function corpora(): string[] {
  const lines = [
    "## 误报检查 / False alarms",
    "",
    "整个目录在下列文件上的报告数（`npm run generate` 时统计）。渠道配置中的 7 个已停用币种和 49 个有重复项的列表是真实存在的问题。",
    "",
    "Findings of the whole catalogue over these files, counted by `npm run generate`. The 7 withdrawn currencies and the 49 lists with duplicates in the channel configuration are real faults.",
    "",
    "| files | findings by code |",
    "|---|---|",
  ];
  for (const [name, files] of Object.entries(CORPORA)) {
    const counts = [...countByCode(files())].map(([code, count]) => `${code} ${count}`);
    lines.push(`| ${name} | ${counts.length > 0 ? counts.join(", ") : "0"} |`);
  }
  return [...lines, ""];
}

export function generateCheckIndex(): void {
  writeFileSync(path.join(__dirname, "../../docs/checks/README.md"), checkIndex());
}
