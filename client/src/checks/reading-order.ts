// The pages of checks say everything in Chinese and then in English; an English reader gets the English first.
import type { Locale } from "../../../server/src/l10n/text";

const chinese = /\p{Script=Han}/u;

/** The same page with the reader's language first: headings, titles and the paragraphs of every section. */
export function inReadingOrder(markdown: string, locale: Locale): string {
  if (locale === "zh-cn") return markdown;
  const ordered: string[] = [];
  let paragraphs: string[] = [];
  const flush = () => {
    ordered.push(
      ...paragraphs.filter((text) => !chinese.test(text)),
      ...paragraphs.filter((text) => chinese.test(text)),
    );
    paragraphs = [];
  };
  for (const block of blocksOf(markdown)) {
    if (/^(#|```|- )/.test(block)) {
      flush();
      ordered.push(block.replace(/^(#+ )(\S.*?) \/ (.+)$/, "$1$3 / $2"));
    } else if (block.startsWith("**")) {
      flush();
      ordered.push(titles(block));
    } else {
      paragraphs.push(block);
    }
  }
  flush();
  return `${ordered.join("\n\n")}\n`;
}

/** Parts between blank lines; a fenced block is one part. */
function blocksOf(markdown: string): string[] {
  const blocks: string[] = [];
  let open: string[] = [];
  let fenced = false;
  for (const line of markdown.split("\n")) {
    if (line.startsWith("```")) fenced = !fenced;
    if (line !== "" || fenced) {
      open.push(line);
    } else if (open.length > 0) {
      blocks.push(open.join("\n"));
      open = [];
    }
  }
  if (open.length > 0) blocks.push(open.join("\n"));
  return blocks;
}

/** Lines that a hard break joins, in the other order. */
function titles(block: string): string {
  return block
    .split(/ {2}\n/)
    .reverse()
    .join("  \n");
}
