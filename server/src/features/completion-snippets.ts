import { CompletionItemKind, type Skeletons, type Suggestion } from "./completion-item";
import type { FeatureContext } from "./context";

/**
 * Whole posting rules to start from. The bodies are lists of rules; `column` is where their dashes stand, and the first dash is
 * left out when it is already written.
 */
export function skeletonSuggestions(
  context: FeatureContext,
  skeletons: Skeletons,
  column: number,
  dashWritten: boolean,
): Suggestion[] {
  return Object.entries(skeletons).map(([title, { prefix, description, body }]) => {
    const prefixes = typeof prefix === "string" ? [prefix] : prefix;
    const [zh = description, en = title] = description.split(" · ");
    const source = body.join(`\n${" ".repeat(column)}`);
    return {
      label: prefixes[0] ?? title,
      name: context.locale === "en" ? en : zh,
      kind: CompletionItemKind.Snippet,
      source: dashWritten ? source.replace(/^- /, "") : source,
      snippet: true,
      words: [...prefixes.slice(1), zh],
      rank: 7,
    };
  });
}
