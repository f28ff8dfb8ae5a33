import type { CompletionItem } from "vscode-languageserver-types";
import { escapeInline, inlineCode } from "../glossary/escape";
import { renderCard } from "../glossary/markdown";
import type { Space } from "../index/symbols";
import { type Kind, schemaOf } from "../schema/registry";
import { SchemaView } from "../schema/view";
import type { CompletionData } from "./completion-item";
import { type FeatureContext, say } from "./context";
import { symbolCard } from "./hover-symbol";

/** Adds the documentation of a completion: in the reader's language first, the other one below. */
export function resolveCompletion(context: FeatureContext, item: CompletionItem): CompletionItem {
  const value = documentation(context, item.data as CompletionData | undefined);
  return value === undefined ? item : { ...item, documentation: { kind: "markdown", value } };
}

function documentation(context: FeatureContext, data: CompletionData | undefined): string | undefined {
  switch (data?.of) {
    case "schema":
      return schemaDocumentation(context, viewAt(data.kind, data.path), data.path.at(-1), data.value);
    case "symbol": {
      const document = context.workspace
        .file(data.uri)
        ?.documents.find((d) => d.symbols.definitionsOf(data.space as Space, data.name).length > 0);
      const definition = document?.symbols.definitionsOf(data.space as Space, data.name)[0];
      const ledger = document && context.workspace.ledgerOf(document);
      return ledger && definition && symbolCard(context, ledger, document, definition);
    }
    case "term": {
      const { glossary } = context.glossaries.for(data.uri);
      const term = glossary.terms.get(data.id);
      return term && renderCard(term, { locale: context.locale, glossary });
    }
    default:
      return undefined;
  }
}

function viewAt(kind: Kind, path: readonly string[]): SchemaView | undefined {
  const schema = schemaOf(kind);
  let view: SchemaView | undefined = SchemaView.of(schema, schema.$id ?? "");
  for (const step of path) view = step === "*" ? view?.items() : view?.property(step);
  return view;
}

function schemaDocumentation(
  context: FeatureContext,
  view: SchemaView | undefined,
  key: string | undefined,
  value: string | undefined,
): string | undefined {
  if (!view) return undefined;
  const other = context.locale === "en" ? "zh" : "en";
  const { title, description } = view;
  const label = value === undefined ? undefined : view.values()?.values.get(value);
  const blocks = [
    value === undefined
      ? undefined
      : `**${inlineCode(value)}** ${label ? escapeInline(`${say(context, label)} · ${label[other]}`) : ""}`,
    key !== undefined && key !== "*" && title
      ? `**${inlineCode(key)}** ${escapeInline(say(context, title))}`
      : undefined,
    description && escapeInline(say(context, description)),
    description && description[other] !== say(context, description)
      ? `_${escapeInline(description[other])}_`
      : undefined,
  ].filter((block) => block !== undefined && block !== "");
  return blocks.length > 0 ? blocks.join("\n\n") : undefined;
}
