import type { Text } from "../l10n/text";

export type Decoded = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly problem: Text };

/** Reads bytes as UTF-8; a byte order mark is dropped. Anything else is refused with the place of the first bad byte. */
export function decodeUtf8(bytes: Uint8Array): Decoded {
  try {
    return { ok: true, text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    const { line, column } = placeOfFirstBadByte(bytes);
    return {
      ok: false,
      problem: {
        en: `This file is not UTF-8 (first bad byte in line ${line}, column ${column}); it was passed over. Save it as UTF-8.`,
        zh: `文件不是 UTF-8 编码（第 ${line} 行第 ${column} 列起无法识别），已跳过。请另存为 UTF-8。`,
      },
    };
  }
}

function placeOfFirstBadByte(bytes: Uint8Array): { line: number; column: number } {
  const decoder = new TextDecoder("utf-8");
  const before = decoder.decode(bytes).split("\uFFFD")[0] ?? "";
  const lines = before.split("\n");
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}
