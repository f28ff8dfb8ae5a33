import { escapeInline, inlineCode } from "../glossary/escape";
import type { SchemaView } from "../schema/view";
import type { Place } from "../yaml/path";
import { type FeatureContext, say } from "./context";

/** What a key means, and under its value what the value means; the reader's language first, the other below it. */
export function documentationOf(context: FeatureContext, place: Place, view: SchemaView): string | undefined {
  const key = place.pair?.key.value;
  if (key === undefined) return undefined;
  const blocks: string[] = [];
  const title = view.title;
  const description = view.description;
  const value = !place.onKey && place.node?.kind === "scalar" ? view.values()?.values.get(place.node.value) : undefined;
  if (value && place.node?.kind === "scalar")
    blocks.push(`${inlineCode(place.node.value)} — ${escapeInline(say(context, value))}`);
  if (title || description) {
    blocks.push(
      [
        `**${inlineCode(key)}**${title ? ` ${escapeInline(say(context, title))}` : ""}`,
        description && escapeInline(say(context, description)),
      ]
        .filter(Boolean)
        .join("  \n"),
    );
    const other = context.locale === "en" ? ("zh" as const) : ("en" as const);
    if (description && description[other] !== say(context, description))
      blocks.push(`_${escapeInline(description[other])}_`);
  }
  const values = view.values();
  if (place.onKey && values && values.values.size > 1) {
    blocks.push(
      [...values.values]
        .map(([name, text]) => `- ${inlineCode(name)}${text ? ` ${escapeInline(say(context, text))}` : ""}`)
        .join("\n"),
    );
  }
  const examples = (view.annotation("examples") ?? []).filter((example) => typeof example !== "object");
  if (place.onKey && examples.length > 0 && !values?.closed) {
    blocks.push(
      `${say(context, { en: "For example", zh: "例如" })} ${examples.map((example) => inlineCode(String(example))).join(", ")}`,
    );
  }
  return blocks.length > 0 ? blocks.join("\n\n") : undefined;
}
