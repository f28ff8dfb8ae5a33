import { unquote } from "./outline";

/** An open `{` or `[` around an offset. */
export interface FlowFrame {
  readonly kind: "map" | "seq";
  /** Keys before the offset with the source of their values. */
  readonly keys: Map<string, string>;
  /** The key whose value is being written. */
  key: string | undefined;
}

export interface FlowScan {
  /** Outermost first; empty when every bracket is closed. */
  readonly frames: readonly FlowFrame[];
  /** Where the token at the offset begins; the offset itself when none does. */
  readonly token: number;
  /** The offset lies in a comment. */
  readonly inComment: boolean;
}

/** Reads flow style from `start`, where a bracket opens, up to `offset`. Works on unfinished text. */
export function scanFlow(text: string, start: number, offset: number): FlowScan {
  const frames: FlowFrame[] = [];
  let last: { start: number; end: number } | undefined;
  const settle = () => {
    const top = frames.at(-1);
    if (top?.kind === "map" && top.key !== undefined)
      top.keys.set(top.key, last ? text.slice(last.start, last.end) : "");
    last = undefined;
  };
  for (let at = start; at < offset; ) {
    const character = text[at]!;
    const top = frames.at(-1);
    if (/\s/.test(character)) {
      at++;
    } else if (character === "#" && (at === start || /\s/.test(text[at - 1]!))) {
      const end = text.indexOf("\n", at);
      if (end < 0 || end >= offset) return { frames, token: offset, inComment: true };
      at = end;
    } else if (character === "{" || character === "[") {
      frames.push({ kind: character === "{" ? "map" : "seq", keys: new Map(), key: undefined });
      last = undefined;
      at++;
    } else if (character === "}" || character === "]") {
      settle();
      frames.pop();
      if (frames.length === 0) return { frames, token: offset, inComment: false };
      at++;
    } else if (character === ",") {
      settle();
      if (top) top.key = undefined;
      at++;
    } else if (character === ":" && (last || /^[\s,}\]]?$/.test(text.slice(at + 1, at + 2)))) {
      if (top?.kind === "map" && top.key === undefined) top.key = last ? unquote(text.slice(last.start, last.end)) : "";
      last = undefined;
      at++;
    } else {
      const end = Math.max(tokenEnd(text, at, text.length), at + 1);
      if (end >= offset) return { frames, token: at, inComment: false };
      last = { start: at, end };
      at = end;
    }
  }
  return { frames, token: offset, inComment: false };
}

/** Where a scalar inside brackets ends; a token never goes over a line break. */
export function tokenEnd(text: string, start: number, limit: number): number {
  const quote = text[start] === '"' || text[start] === "'" ? text[start] : undefined;
  let end = start;
  for (let at = quote ? start + 1 : start; at < limit; at++) {
    const character = text[at]!;
    if (character === "\n" || character === "\r") return quote ? at : end;
    if (quote) {
      if (quote === '"' && character === "\\") at++;
      else if (character === quote && quote === "'" && text[at + 1] === "'") at++;
      else if (character === quote) return at + 1;
    } else if (",[]{}".includes(character)) {
      return end;
    } else if (character === ":" && (at + 1 >= limit || /[\s,}\]]/.test(text[at + 1]!))) {
      return end;
    } else if (character === "#" && at > start && /\s/.test(text[at - 1]!)) {
      return end;
    } else if (!/\s/.test(character)) {
      end = at + 1;
    }
  }
  return quote ? limit : end;
}

/** Keys of the innermost open mapping that stand after an offset, on the same line. */
export function keysAfter(text: string, offset: number): string[] {
  const keys: string[] = [];
  let depth = 0;
  let last = "";
  for (let at = offset; at < text.length && text[at] !== "\n"; ) {
    const character = text[at]!;
    if (character === "{" || character === "[") depth++;
    if ((character === "}" || character === "]") && depth-- === 0) break;
    if (/[\s{}[\],]/.test(character)) {
      at++;
    } else if (character === "#" && /\s/.test(text[at - 1] ?? " ")) {
      break;
    } else if (character === ":") {
      if (depth === 0 && last !== "") keys.push(last);
      last = "";
      at++;
    } else {
      const end = Math.max(tokenEnd(text, at, text.length), at + 1);
      last = unquote(text.slice(at, end));
      at = end;
    }
  }
  return keys;
}
