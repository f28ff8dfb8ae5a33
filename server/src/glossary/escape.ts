/** Longest text that goes into a card; a team's glossary may hold anything. */
const longest = 4000;

/**
 * Text for one line of Markdown that shows as it was written: no emphasis, links, images, HTML, tables, icons or autolinks come of it. Only what
 * would be read as Markdown is escaped, so that plain-text clients stay readable. Line breaks become spaces; control and
 * bidirectional-override characters are dropped.
 */
export function escapeInline(text: string): string {
  const shown = text.length > longest ? `${cut(text)}…` : text;
  return (
    shown
      .replace(/\s+/g, " ")
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not get through
      .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, "")
      .trim()
      .replace(/[\\`*[\]<>|~]/g, "\\$&")
      .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\_")
      .replace(/&(?=#?\w+;)/g, "\\&")
      .replace(/\$(?=\()/g, "\\$")
      .replace(/(?<=\w):(?=\/\/)/g, "\\:")
      .replace(/(?<=\bwww)\./gi, "\\.")
      .replace(/(?<=[\w.+-])@(?=[\w-])/g, "\\@")
      .replace(/^[#+=-]/, "\\$&")
      .replace(/^(\d{1,9})([.)])(?=\s|$)/, "$1\\$2")
  );
}

/** The same in `code` type; backticks in the text become apostrophes. */
export function inlineCode(text: string): string {
  const plain = (text.length > longest ? cut(text) : text).replace(/[\s\p{C}]+/gu, " ").trim();
  return `\`${plain.replaceAll("`", "'").replaceAll("|", "¦")}\``;
}

/** Not between the two halves of an astral character. */
function cut(text: string): string {
  return text.slice(0, longest).replace(/[\ud800-\udbff]$/, "");
}

/** A Markdown link to an editor command with JSON arguments. */
export function commandLink(label: string, command: string, args: readonly unknown[]): string {
  const encoded = encodeURIComponent(JSON.stringify(args)).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `[${escapeInline(label)}](command:${command}?${encoded})`;
}
