import type { ErrorCode } from "yaml";
import type { Finding } from "../finding";
import type { Text } from "../l10n/text";
import type { Segment, Span } from "./nodes";

const MESSAGES: Partial<Record<ErrorCode, Text>> = {
  BAD_ALIAS: { en: "This alias has no name; write `*name`.", zh: "别名缺少名称，应写成 `*名称`。" },
  BAD_DQ_ESCAPE: {
    en: "Unknown escape in double quotes; write `\\\\` for a backslash, or use single quotes.",
    zh: "双引号里有无法识别的转义；反斜杠要写成 `\\\\`，或改用单引号。",
  },
  BAD_INDENT: { en: "The indentation does not fit, or a bracket is not closed.", zh: "缩进不对，或者括号没有闭合。" },
  BAD_SCALAR_START: {
    en: "A value cannot begin with this character; put the value in quotes.",
    zh: "值不能以这个字符开头，请加引号。",
  },
  BLOCK_AS_IMPLICIT_KEY: {
    en: "A second `: ` on one line: put the value in quotes, or begin a new line.",
    zh: "同一行出现第二个“: ”：请给值加引号，或另起一行。",
  },
  BLOCK_IN_FLOW: {
    en: "Indented lists and mappings cannot stand inside brackets; use brackets here too.",
    zh: "括号里不能再写缩进式的列表或映射，里面也要用括号。",
  },
  KEY_OVER_1024_CHARS: { en: "A key must be shorter than 1,024 characters.", zh: "键不能超过 1024 个字符。" },
  MISSING_CHAR: {
    en: "Something is missing here: a closing quote, bracket or comma, or a space after a colon.",
    zh: "这里缺了东西：右引号、右括号、逗号，或冒号后的空格。",
  },
  MULTILINE_IMPLICIT_KEY: {
    en: "This line is no `key: value`; a colon and a space are missing.",
    zh: "这一行不是“键: 值”，缺少冒号加空格。",
  },
  MULTIPLE_ANCHORS: { en: "A value can have one anchor only.", zh: "一个值只能有一个锚点。" },
  MULTIPLE_TAGS: { en: "A value can have one tag only.", zh: "一个值只能有一个标签。" },
  TAB_AS_INDENT: { en: "Tabs cannot indent YAML; use spaces.", zh: "YAML 不能用制表符缩进，请改用空格。" },
  TAG_RESOLVE_FAILED: {
    en: "Unknown tag. If the value begins with `!`, put it in quotes.",
    zh: "无法识别的标签。如果值本身以“!”开头，请加引号。",
  },
  UNEXPECTED_TOKEN: {
    en: "This does not belong here; check the indentation of this line and the one above.",
    zh: "这里不该出现这段内容，请检查本行和上一行的缩进。",
  },
  BAD_COLLECTION_TYPE: { en: "The tag does not fit the value.", zh: "标签与值的类型不符。" },
};

const FALLBACK: Text = { en: "This is not valid YAML.", zh: "这里不是合法的 YAML。" };

/** The finding for a problem of the YAML library, in words a finance person understands. */
export function syntaxFinding(
  segment: Segment,
  code: ErrorCode,
  position: readonly [number, number],
  detail: string,
): Finding | undefined {
  const at = visible(segment, position);
  if (code === "TAB_AS_INDENT")
    return { code: "yaml/tab", severity: "error", at, message: MESSAGES[code]!, fixes: () => [tabFix(at)] };
  if (code === "RESOURCE_EXHAUSTION") return tooDeep(at, 64);
  const message = MESSAGES[code] ?? { en: `${FALLBACK.en} (${detail})`, zh: `${FALLBACK.zh}（${detail}）` };
  return { code: "yaml/syntax", severity: "error", at, message };
}

export function tooDeep(at: Span, limit: number): Finding {
  return {
    code: "yaml/too-deep",
    severity: "error",
    at,
    message: {
      en: `Nested deeper than ${limit} levels; this part is not read.`,
      zh: `嵌套超过 ${limit} 层，这一部分不再读取。`,
    },
  };
}

function tabFix(at: Span) {
  const indent = /^[ \t]*/.exec(at.segment.text.slice(lineStart(at)))?.[0] ?? "";
  const start = lineStart(at);
  return {
    title: { en: "Replace the tabs by spaces", zh: "把制表符换成空格" },
    preferred: true,
    edits: [{ at: { segment: at.segment, start, end: start + indent.length }, newText: indent.replaceAll("\t", "  ") }],
  };
}

function lineStart(at: Span): number {
  return at.segment.text.lastIndexOf("\n", at.start - 1) + 1;
}

/** The library often points behind the last character; an underline needs something to stand under. */
function visible(segment: Segment, [from, to]: readonly [number, number]): Span {
  const text = segment.text;
  let start = Math.min(from, text.length);
  let end = Math.min(Math.max(to, start), text.length);
  if (text.slice(start, end).trim() === "") {
    while (start > 0 && /\s/.test(text[start - 1]!)) start--;
    end = start;
    if (start > 0) start--;
  }
  return { segment, start, end: Math.max(end, start) };
}
