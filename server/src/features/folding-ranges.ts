import { type FoldingRange, FoldingRangeKind } from "vscode-languageserver-types";
import type { FeatureContext } from "./context";
import { lineEnd } from "./outline";

interface Open {
  readonly line: number;
  readonly indent: number;
  readonly dash: boolean;
}

/** What can be folded: everything with indented lines below it, runs of comments, and `# region … # endregion`. */
export function foldingRanges(context: FeatureContext, uri: string): FoldingRange[] {
  const text = context.workspace.file(uri)?.source.text ?? "";
  const ranges: FoldingRange[] = [];
  const open: Open[] = [];
  const regions: number[] = [];
  let comments: { first: number; last: number } | undefined;
  let lastContent = 0;
  const close = (until: (top: Open) => boolean) => {
    for (let top = open.at(-1); top && until(top); top = open.at(-1)) {
      open.pop();
      if (lastContent > top.line) ranges.push({ startLine: top.line, endLine: lastContent });
    }
  };
  const endComments = () => {
    if (comments && comments.last > comments.first)
      ranges.push({ startLine: comments.first, endLine: comments.last, kind: FoldingRangeKind.Comment });
    comments = undefined;
  };
  let at = 0;
  for (let line = 0; at < text.length; line++) {
    const end = lineEnd(text, at);
    const content = text.slice(at, Math.min(end, at + 4000));
    at = nextLine(text, end);
    const indent = content.search(/[^ \t]/);
    if (indent < 0) {
      endComments();
      continue;
    }
    if (content[indent] === "#") {
      const region = /^#\s*(end)?region\b/i.exec(content.slice(indent));
      if (region) {
        endComments();
        const first = region[1] ? regions.pop() : undefined;
        if (!region[1]) regions.push(line);
        else if (first !== undefined) ranges.push({ startLine: first, endLine: line, kind: FoldingRangeKind.Region });
      } else {
        comments = { first: comments?.first ?? line, last: line };
      }
      continue;
    }
    endComments();
    const dash = /^-(?:\s|$)/.test(content.slice(indent));
    // A list may stand at the column of its key.
    close((top) => top.indent > indent || (top.indent === indent && !(dash && !top.dash)));
    lastContent = line;
    if (!/^(?:---|\.\.\.)(?:\s|$)/.test(content)) open.push({ line, indent, dash });
  }
  endComments();
  close(() => true);
  return ranges.sort((a, b) => a.startLine - b.startLine || b.endLine - a.endLine);
}

function nextLine(text: string, end: number): number {
  const next = text.indexOf("\n", end);
  return next < 0 ? text.length : next + 1;
}
