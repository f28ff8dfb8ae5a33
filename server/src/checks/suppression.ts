import type { Finding } from "../finding";
import { type Comment, offsetsOf } from "../yaml/nodes";
import type { SourceFile } from "../yaml/source-file";

const IGNORE = /^counting-house-ignore\b[ \t]*([a-z]+\/[a-z-]+(?:[ \t]*,[ \t]*[a-z]+\/[a-z-]+)*)?[ \t]*(?:[:：](.*))?$/;

interface Suppression {
  readonly comment: Comment;
  readonly codes: readonly string[];
  readonly line: number;
}

/**
 * Leaves out findings silenced by `# counting-house-ignore <code>: <reason>` on the line before (or at the end of their
 * own line), and reports comments without a reason and comments that silence nothing.
 */
export function applySuppressions(file: SourceFile, findings: readonly Finding[]): Finding[] {
  const suppressions: Suppression[] = [];
  const remarks: Finding[] = [];
  for (const comment of file.comments) {
    if (!comment.text.startsWith("counting-house-ignore")) continue;
    const match = IGNORE.exec(comment.text);
    const codes = match?.[1]?.split(",").map((code) => code.trim()) ?? [];
    if (!match || codes.length === 0 || !match[2]?.trim()) remarks.push(incomplete(comment));
    else suppressions.push({ comment, codes, line: targetLine(file, comment) });
  }
  if (suppressions.length === 0) return [...findings, ...remarks];
  const used = new Map<Suppression, Set<string>>();
  const kept = findings.filter((finding) => {
    const line = file.lines.positionAt(offsetsOf(finding.at).start).line;
    const silencer = suppressions.find((s) => s.line === line && s.codes.includes(finding.code));
    if (silencer) used.set(silencer, (used.get(silencer) ?? new Set()).add(finding.code));
    return silencer === undefined;
  });
  for (const suppression of suppressions) {
    const idle = suppression.codes.filter((code) => !used.get(suppression)?.has(code));
    if (idle.length > 0) remarks.push(unused(suppression.comment, idle, idle.length === suppression.codes.length));
  }
  return [...kept, ...remarks];
}

/** The line a comment speaks of: its own when something stands before it, else the next line with content. */
function targetLine(file: SourceFile, comment: Comment): number {
  const own = file.lines.positionAt(offsetsOf(comment).start).line;
  const lineText = (line: number) =>
    file.text.slice(file.lines.offsetAt({ line, character: 0 }), file.lines.offsetAt({ line: line + 1, character: 0 }));
  if (!/^\s*#/.test(lineText(own))) return own;
  let line = own + 1;
  while (line < file.lines.lineCount && /^\s*(?:#.*)?$/.test(lineText(line).trimEnd())) line++;
  return line;
}

function incomplete(comment: Comment): Finding {
  return {
    code: "yaml/ignore-incomplete",
    severity: "warning",
    at: comment,
    message: {
      en: "An ignore comment needs a code and a reason: `# counting-house-ignore post/unbalanced: reason`.",
      zh: "忽略注释要写明检查代码和理由：`# counting-house-ignore post/unbalanced: 理由`。",
    },
  };
}

function unused(comment: Comment, codes: readonly string[], whole: boolean): Finding {
  return {
    code: "yaml/ignore-unused",
    severity: "warning",
    at: comment,
    tag: "unnecessary",
    message: {
      en: `Nothing to ignore here: ${codes.join(", ")} reports nothing on the next line.`,
      zh: `这条忽略注释没有用处：下一行没有 ${codes.join("、")} 的报告。`,
    },
    fixes: () =>
      whole
        ? [
            {
              title: { en: "Remove the comment", zh: "删除这条注释" },
              preferred: true,
              edits: [{ at: comment, newText: "" }],
            },
          ]
        : [],
  };
}
