import type { Finding } from "../finding";
import type { Segment } from "./nodes";

const MARKER = "<<<<<<<";
const OPENING = /^<{7}(?: |$)[^\n]*/m;
const CLOSING = /^(?:={7}|>{7}(?: [^\n]*)?)\r?$/m;

/** One finding at the first conflict marker; such a file has two truths and is not analysed. */
export function conflictMarker(segment: Segment): Finding | undefined {
  if (!segment.text.includes(MARKER)) return undefined;
  const opening = OPENING.exec(segment.text);
  if (!opening || !CLOSING.test(segment.text.slice(opening.index))) return undefined;
  return {
    code: "yaml/merge-conflict",
    severity: "error",
    at: { segment, start: opening.index, end: opening.index + opening[0].trimEnd().length },
    message: {
      en: "This file has an unresolved merge conflict; it is not checked until it is resolved.",
      zh: "文件里有尚未解决的合并冲突，解决之前不做检查。",
    },
  };
}
