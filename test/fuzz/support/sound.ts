import assert from "node:assert/strict";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Position, Range } from "vscode-languageserver-types";
import type { Answer } from "./everything";
import type { Session } from "./session";

/** Signs of a value that was shown without looking at it. */
const BLUNDER = /\bundefined\b|\[object |\bNaN\b|\bInfinity\b|\[native code\]/;

/** Fails when an answer points outside its file, or says something no person would. */
export function assertSound(session: Session, { what, uri, answer }: Answer): void {
  const texts = [...session.files.values()].join("\n");
  walk(answer, uri, (value, at) => {
    if (typeof value === "string") {
      const blunder = BLUNDER.exec(value)?.[0];
      assert.ok(blunder === undefined || texts.includes(blunder), `${what} of ${uri} says: ${value}`);
    } else if (isRange(value)) {
      const lines = session.workspace.file(at)?.source.lines;
      assert.ok(lines, `${what} of ${uri} points to ${at}, which is no file`);
      assert.ok(isIn(lines, value), `${what} of ${uri}: ${at} has no ${JSON.stringify(value)}`);
    } else if (typeof value === "number") {
      assert.ok(Number.isFinite(value), `${what} of ${uri} has the number ${value}`);
    }
  });
}

/** Visits a value and all in it with the URI its ranges belong to. */
function walk(value: unknown, uri: string, visit: (value: unknown, uri: string) => void): void {
  visit(value, uri);
  if (Array.isArray(value)) for (const item of value) walk(item, uri, visit);
  else if (typeof value === "object" && value !== null) {
    const { uri: own, targetUri, originSelectionRange, ...rest } = value as Record<string, unknown>;
    if (originSelectionRange) walk(originSelectionRange, uri, visit);
    const inside = typeof own === "string" ? own : typeof targetUri === "string" ? targetUri : uri;
    for (const [key, part] of Object.entries(rest)) walk(part, key.startsWith("file:") ? key : inside, visit);
  }
}

function isRange(value: unknown): value is Range {
  return typeof value === "object" && value !== null && "start" in value && isPosition(value.start) && "end" in value;
}

function isPosition(value: unknown): boolean {
  return typeof value === "object" && value !== null && "line" in value && "character" in value;
}

function isIn(lines: TextDocument, { start, end }: Range): boolean {
  const ordered = start.line < end.line || (start.line === end.line && start.character <= end.character);
  return ordered && exists(lines, start) && exists(lines, end);
}

/** Whether a position stands in the text; the library cuts what stands behind a line or the file. */
function exists(lines: TextDocument, position: Position): boolean {
  const back = lines.positionAt(lines.offsetAt(position));
  return back.line === position.line && back.character === position.character;
}
