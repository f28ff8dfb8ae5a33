import type { Range, SemanticTokens, SemanticTokensDelta, SemanticTokensLegend } from "vscode-languageserver-types";
import type { AnyDocument } from "../index/documents";
import type { Ledger } from "../index/ledger";
import type { Occurrence, Space } from "../index/symbols";
import { hasEnded, rangeOf as validity } from "../index/validity";
import { offsetsOf } from "../yaml/nodes";
import type { FeatureContext } from "./context";
import { definitionsOf } from "./symbol-names";

/** Standard token types, so that every colour theme has something for them. */
export const LEGEND: SemanticTokensLegend = {
  tokenTypes: ["class", "function", "event", "parameter", "property", "enumMember", "struct", "interface", "variable"],
  tokenModifiers: ["declaration", "deprecated"],
};

/** What each kind of name is coloured as. */
const TYPES: Readonly<Partial<Record<Space, string>>> = {
  account: "class",
  rule: "function",
  event: "event",
  input: "parameter",
  amount: "property",
  currency: "enumMember",
  unit: "enumMember",
  product: "struct",
  channel: "interface",
  bank_account: "variable",
  subledger: "variable",
};

const DECLARATION = 1;
const DEPRECATED = 2;

/** The names of a file: accounts, rules, events, inputs, amounts, currencies. With a range, those inside it. */
export function semanticTokens(context: FeatureContext, uri: string, range?: Range): SemanticTokens {
  const file = context.workspace.file(uri);
  if (!file) return { data: [] };
  const { lines } = file.source;
  const [from, to] = range ? [lines.offsetAt(range.start), lines.offsetAt(range.end)] : [0, Number.POSITIVE_INFINITY];
  const tokens: { start: number; end: number; type: number; modifiers: number }[] = [];
  for (const document of file.documents) {
    const painter = new Painter(document, context.workspace.ledgerOf(document));
    for (const occurrence of document.symbols.occurrences) {
      const { start, end } = offsetsOf(occurrence.at);
      if (end < from || start > to || end <= start) continue;
      const token = painter.paint(occurrence);
      if (token) tokens.push({ start, end, ...token });
    }
  }
  tokens.sort((a, b) => a.start - b.start);
  const data: number[] = [];
  let [line, character, last] = [0, 0, 0];
  for (const { start, end, type, modifiers } of tokens) {
    const at = lines.positionAt(start);
    // Tokens neither overlap nor go over a line break.
    if (start < last || lines.positionAt(end).line !== at.line) continue;
    data.push(at.line - line, at.line === line ? at.character - character : at.character, end - start, type, modifiers);
    [line, character, last] = [at.line, at.character, end];
  }
  return { data };
}

/** The edit that leads from one answer to the next: what stands between their common beginning and end. */
export function semanticTokensDelta(previous: readonly number[], next: readonly number[]): SemanticTokensDelta {
  let start = 0;
  while (start < previous.length && start < next.length && previous[start] === next[start]) start++;
  let end = 0;
  while (
    end < previous.length - start &&
    end < next.length - start &&
    previous[previous.length - 1 - end] === next[next.length - 1 - end]
  )
    end++;
  const deleteCount = previous.length - start - end;
  const data = next.slice(start, next.length - end);
  return { edits: deleteCount === 0 && data.length === 0 ? [] : [{ start, deleteCount, data }] };
}

/** Chooses type and modifiers of names; what depends on the ledger is looked up once for each name. */
class Painter {
  private readonly retired = new Map<string, boolean>();

  constructor(
    private readonly document: AnyDocument,
    private readonly ledger: Ledger | undefined,
  ) {}

  paint(occurrence: Occurrence): { readonly type: number; readonly modifiers: number } | undefined {
    const space = this.spaceOf(occurrence);
    const type = LEGEND.tokenTypes.indexOf(TYPES[space] ?? "");
    if (type < 0) return undefined;
    const declared = occurrence.role === "definition" ? DECLARATION : 0;
    const retired = space === "account" && this.isRetired(occurrence.name) ? DEPRECATED : 0;
    return { type, modifiers: declared | retired };
  }

  private spaceOf(occurrence: Occurrence): Space {
    const { spaces } = occurrence;
    const first = spaces[0] ?? "path";
    if (spaces.length < 2 || !this.ledger) return first;
    return definitionsOf(this.ledger, this.document, occurrence)[0]?.item.spaces[0] ?? first;
  }

  private isRetired(code: string): boolean {
    const known = this.retired.get(code);
    if (known !== undefined) return known;
    const account = this.ledger?.account(this.document, code)?.item;
    const ended = account !== undefined && hasEnded(validity(account), this.ledger!.today);
    this.retired.set(code, ended);
    return ended;
  }
}
