import type { Finding, Fix } from "../finding";
import type { Text } from "../l10n/text";
import type { Segment, Span } from "./nodes";
import { syntaxFinding } from "./syntax-messages";

interface Line {
  readonly text: string;
  readonly start: number;
}

/**
 * The slip behind a syntax error, as a person sees it: a full-width colon, no space after the colon, a quote that is
 * never closed, an indentation that fits no line above. `from` and `to` say where the library stumbled.
 */
export function likelyCause(segment: Segment, from: number, to: number): Finding | undefined {
  const lines = linesOf(segment.text);
  const first = lines.findLastIndex((line) => line.start <= from);
  const last = lines.findLastIndex((line) => line.start <= to);
  for (let i = Math.max(0, first - 1); i <= Math.min(last + 1, lines.length - 1); i++) {
    const line = lines[i]!;
    const found = tab(segment, line) ?? colon(segment, line) ?? dash(segment, line) ?? strayIndent(segment, lines, i);
    if (found) return found;
  }
  return lines
    .slice(0, last + 1)
    .reduce<Finding | undefined>((found, line) => found ?? openQuote(segment, line), undefined);
}

function colon(segment: Segment, { text, start }: Line): Finding | undefined {
  const match = /^(\s*(?:- +)*(?:"[^"]*"|'[^']*'|[A-Za-z_][\w.-]*))(?:(：[ \t]*)|:(?=[^\s:/]))/.exec(text);
  if (!match) return undefined;
  const at = start + match[1]!.length;
  return match[2]
    ? slip(
        { segment, start: at, end: at + 1 },
        {
          en: "This colon is a full-width character (：); type a plain colon and a space.",
          zh: "这里用了全角冒号（：），请改成半角冒号加空格。",
        },
        fix({ segment, start: at, end: at + match[2].length }, ": ", { en: "Change to `: `", zh: "改成“: ”" }),
      )
    : slip(
        { segment, start: at, end: at + 1 },
        { en: "A space is missing after this colon.", zh: "冒号后面缺一个空格。" },
        fix({ segment, start: at + 1, end: at + 1 }, " ", { en: "Insert the space", zh: "补上空格" }),
      );
}

function tab(segment: Segment, { text, start }: Line): Finding | undefined {
  const [indent, spaces = ""] = /^( *)\t[ \t]*/.exec(text) ?? [];
  if (indent === undefined) return undefined;
  const at = { segment, start: start + spaces.length, end: start + indent.length };
  return { ...syntaxFinding(segment, "TAB_AS_INDENT", [at.start, at.end], "")!, at };
}

function dash(segment: Segment, { text, start }: Line): Finding | undefined {
  const match = /^\s*-(?=[A-Za-z_"'][\w.-]*["']?:(?:\s|$))/.exec(text);
  if (!match) return undefined;
  const end = start + match[0].length;
  return slip(
    { segment, start: end - 1, end },
    { en: "A space is missing after this dash.", zh: "短横后面缺一个空格。" },
    fix({ segment, start: end, end }, " ", { en: "Insert the space", zh: "补上空格" }),
  );
}

/** A `key:` line further in than the parent and further out than its neighbours. */
function strayIndent(segment: Segment, lines: readonly Line[], index: number): Finding | undefined {
  const line = lines[index]!;
  const own = /^( *)[A-Za-z_"'][^:#]*:(?:\s|$)/.exec(line.text)?.[1]?.length;
  if (own === undefined) return undefined;
  let shallowest = Number.POSITIVE_INFINITY;
  for (let i = index - 1; i >= 0; i--) {
    const match = /^( *)((?:- +)*)[^\s#]/.exec(lines[i]!.text);
    if (!match) continue;
    const dash = match[1]!.length;
    const content = dash + match[2]!.length;
    if (content === own || dash === own) return undefined;
    if (dash < own && content > own) return indentFinding(segment, line, own, content);
    if (content < own) {
      // Something of its own stands after the key above, so nothing can be indented below it.
      if (shallowest === Number.POSITIVE_INFINITY && /^[^:#]*: +[^\s#&|>]/.test(lines[i]!.text))
        return indentFinding(segment, line, own, content);
      if (shallowest === Number.POSITIVE_INFINITY || shallowest === own) return undefined;
      return indentFinding(segment, line, own, shallowest);
    }
    shallowest = Math.min(shallowest, content);
  }
  return undefined;
}

function indentFinding(segment: Segment, { start }: Line, own: number, wanted: number): Finding {
  const spaces = (n: number) => `${n} ${n === 1 ? "space" : "spaces"}`;
  const message: Text = {
    en: `This line is indented by ${spaces(own)}, its neighbours by ${wanted}.`,
    zh: `这一行缩进 ${own} 个空格，上面同级的是 ${wanted} 个。`,
  };
  return slip(
    { segment, start, end: start + Math.max(own, 1) },
    message,
    fix({ segment, start, end: start + own }, " ".repeat(wanted), {
      en: `Indent by ${spaces(wanted)}`,
      zh: `缩进 ${wanted} 个空格`,
    }),
  );
}

function openQuote(segment: Segment, { text, start }: Line): Finding | undefined {
  const match = /^\s*(?:- +)*(?:[\w.-]+: +)?(["'])([^"']*)$/.exec(text.trimEnd());
  if (!match) return undefined;
  const at = start + match[0].length - match[2]!.length - 1;
  return slip(
    { segment, start: at, end: start + match[0].length },
    { en: "This quote is never closed.", zh: "这个引号没有闭合。" },
    fix({ segment, start: start + match[0].length, end: start + match[0].length }, match[1]!, {
      en: "Close the quote at the end of the line",
      zh: "在行末补上引号",
    }),
  );
}

function slip(at: Span, message: Text, only: Fix): Finding {
  return { code: "yaml/syntax", severity: "error", at, message, fixes: () => [only] };
}

function fix(at: Span, newText: string, title: Text): Fix {
  return { title, preferred: true, edits: [{ at, newText }] };
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const line of text.split(/(?<=\n)/)) {
    lines.push({ text: line.replace(/\r?\n$/, ""), start });
    start += line.length;
  }
  return lines;
}
