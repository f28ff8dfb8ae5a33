import type { Fix } from "../../server/src/finding";
import { offsetsOf } from "../../server/src/yaml/nodes";
import { ROOT } from "./files";

/** The files after a fix. */
export function applyFix(files: ReadonlyMap<string, string>, fix: Fix): Map<string, string> {
  const result = new Map(files);
  const edits = fix.edits.map((edit) => ({
    file: edit.at.segment.uri.slice(ROOT.length + 1),
    ...offsetsOf(edit.at),
    newText: edit.newText,
  }));
  for (const { file, start, end, newText } of edits.sort((a, b) => b.start - a.start)) {
    const text = result.get(file)!;
    result.set(file, text.slice(0, start) + newText + text.slice(end));
  }
  return result;
}
