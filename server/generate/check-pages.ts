import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { CHECKS } from "../src/checks/all.generated";
import type { Check } from "../src/checks/check";
import { type CheckPage, pageOf } from "../src/checks/pages";
import { YAML_PAGES, yamlPage } from "./yaml-pages";

const FOLDER = path.join(__dirname, "../../docs/checks");
const TIERS = {
  P0: { en: "right for any ledger", zh: "对任何账本都成立" },
  P1: { en: "needs the facts it names", zh: "需要相关事实已声明" },
  P2: { en: "opinion, style or dated rule", zh: "意见、风格或有时效的规定" },
} as const;

/** The page of a check as Markdown: Chinese and English under each other. */
export function checkPage(check: Check): string {
  const page = pageOf(check.code);
  if (!page) throw new Error(`${check.code} has no page`);
  const state = [
    check.severity,
    `${check.tier}: ${TIERS[check.tier].en} / ${TIERS[check.tier].zh}`,
    ...(check.offByDefault ? ["off by default / 默认关闭"] : []),
    ...(check.regulatory ? ["`regulation.profile: cn`"] : []),
  ];
  return [
    `# ${check.code}`,
    "",
    `**${check.title.zh}**  `,
    `**${check.title.en}**`,
    "",
    state.join(" · "),
    "",
    "## 为什么 / Why",
    "",
    page.why.zh,
    "",
    page.why.en,
    "",
    "## 有问题 / Bad",
    "",
    "```yaml",
    dedent(page.bad),
    "```",
    "",
    "## 没问题 / Good",
    "",
    "```yaml",
    dedent(page.good),
    "```",
    "",
    "## 怎么改 / Fix",
    "",
    page.fix.zh,
    "",
    page.fix.en,
    "",
    "## 何时不报 / Silent when",
    "",
    page.silent.zh,
    "",
    page.silent.en,
    "",
    ...documents(page),
    ...(page.sources && page.sources.length > 0 ? ["## 来源 / Sources", "", page.sources.join("; "), ""] : []),
  ].join("\n");
}

function documents(page: CheckPage): string[] {
  if (!page.documents || page.documents.length === 0) return [];
  return [
    "## 文件 / Documents",
    "",
    ...page.documents.map(({ title, from }) => `- ${title}（${from} 起 / from ${from}）`),
    "",
  ];
}

/** Examples without the annotations of the tests; what is found stands as a comment. */
function dedent(text: string): string {
  const lines = text.replace(/^\n/, "").trimEnd().split("\n");
  const indent = Math.min(...lines.filter((line) => line.trim() !== "").map((line) => /^ */.exec(line)![0].length));
  return lines.map((line) => line.slice(indent).replace(/^=== (.*)$/, "# --- $1")).join("\n");
}

/** Writes `docs/checks/<code>.md` for every check, and `server/src/data/check-pages.generated.json` for reading offline. */
export function generateCheckPages(): void {
  for (const area of new Set(CHECKS.map(({ code }) => code.split("/")[0]!)))
    rmSync(path.join(FOLDER, area), { recursive: true, force: true });
  const pages: Record<string, string> = {};
  for (const check of CHECKS) {
    const text = checkPage(check);
    pages[check.code] = text;
    const file = path.join(FOLDER, `${check.code}.md`);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  mkdirSync(path.join(FOLDER, "yaml"), { recursive: true });
  for (const code of Object.keys(YAML_PAGES)) {
    pages[code] = yamlPage(code);
    writeFileSync(path.join(FOLDER, `${code}.md`), pages[code]);
  }
  writeFileSync(path.join(__dirname, "../src/data/check-pages.generated.json"), JSON.stringify(pages));
}
