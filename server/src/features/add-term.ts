import { TextDocument } from "vscode-languageserver-textdocument";
import { appendItems, type YamlMap, yamlScalar } from "../checks/edits";
import type { Term } from "../glossary/card";
import { foldName } from "../glossary/fold";
import { syllables } from "../glossary/pinyin";
import type { GlossaryDocument } from "../index/documents";
import type { Text } from "../l10n/text";
import type { AddedTerm, AddTermParams } from "../protocol";
import { offsetsOf } from "../yaml/nodes";
import { type FeatureContext, say } from "./context";

/** What stands where the team is to write. */
const placeholder: Text = { en: "What your team means by it", zh: "写下本团队的含义" };
const ourSense: Text = { en: "our team", zh: "本团队" };
const ourContext: Text = { en: "Our terms", zh: "本团队术语" };

/** Longest text that is taken for a word. */
const longestWord = 60;

/** The name of the file that is made for the first card of a team. */
const newFile = "team.glossary.yaml";

/**
 * How a word gets a card in the team's glossary: in the nearest one at or above the file it stands in, or in a new file at the top of the workspace.
 * A term that a glossary already has gets a sense of the team's own. Undefined for what is no word, or where no folder is open.
 */
export function addTerm(context: FeatureContext, { word, uri }: AddTermParams): AddedTerm | undefined {
  const name = word.replace(/\s+/g, " ").trim();
  if (name === "" || name.length > longestWord) return undefined;
  const card = cardFor(context, name, termNamed(context, uri, name));
  const document = nearestGlossary(context, uri);
  const last = document?.model.contexts.at(-1);
  if (!document || !last) return newGlossary(context, uri, card);
  const lines = context.workspace.file(document.uri)?.source.lines;
  if (!lines) return undefined;
  const edit = appendItems(last.node, "terms", [card]);
  const { start, end } = offsetsOf(edit.at);
  const range = { start: lines.positionAt(start), end: lines.positionAt(end) };
  const after = TextDocument.applyEdits(lines, [{ range, newText: edit.newText }]);
  return {
    uri: document.uri,
    isNew: false,
    edit: { range, newText: edit.newText },
    selection: selectionIn(context, after, start),
  };
}

function cardFor(context: FeatureContext, name: string, known: Term | undefined): YamlMap {
  const text = yamlScalar(say(context, placeholder));
  if (known)
    return {
      id: yamlScalar(known.id),
      name: yamlScalar(known.name.zh),
      senses: [{ label: yamlScalar(say(context, ourSense)), definition: text }],
    };
  const pinyin = /\p{Script=Han}/u.test(name) ? syllables(name).map(({ full }) => full) : [];
  return {
    name: yamlScalar(name),
    ...(pinyin.length > 0 ? { pinyin: yamlScalar(pinyin.join(" ")) } : {}),
    definition: text,
  };
}

function termNamed(context: FeatureContext, uri: string, name: string): Term | undefined {
  const wanted = foldName(name);
  for (const term of context.glossaries.for(uri).glossary.terms.values())
    if ([term.name.zh, ...term.aliases].some((own) => foldName(own) === wanted)) return term;
  return undefined;
}

/** The team's glossary that holds for a file and stands nearest to it; one that can take a card. */
function nearestGlossary(context: FeatureContext, uri: string): GlossaryDocument | undefined {
  const found = context.glossaries.teamFor(uri).filter(({ model }) => model.contexts.length > 0);
  return found.at(-1);
}

function newGlossary(context: FeatureContext, uri: string, card: YamlMap): AddedTerm | undefined {
  const { workspace } = context;
  const folder = workspace.folders.find((root) => uri.startsWith(`${root}/`)) ?? workspace.folders[0];
  if (folder === undefined) return undefined;
  const target = `${folder}/${newFile}`;
  if (workspace.file(target)) return undefined;
  const newText = [
    "kind: glossary",
    "schema: 1",
    "contexts:",
    `  - name: ${yamlScalar(say(context, ourContext))}`,
    "    terms:",
    ...cardLines(card, 6),
    "",
  ].join("\n");
  const start = { line: 0, character: 0 };
  return {
    uri: target,
    isNew: true,
    edit: { range: { start, end: start }, newText },
    selection: selectionIn(context, newText, 0),
  };
}

/** A card as an item of a block list. */
function cardLines(card: YamlMap, indent: number): string[] {
  const pad = " ".repeat(indent);
  return Object.entries(card).flatMap(([key, value], i) => {
    const head = `${pad}${i === 0 ? "- " : "  "}${key}:`;
    if (typeof value === "string") return [`${head} ${value}`];
    return [head, ...(value as readonly YamlMap[]).flatMap((item) => cardLines(item, indent + 4))];
  });
}

function selectionIn(context: FeatureContext, text: string, from: number): AddedTerm["selection"] {
  const words = say(context, placeholder);
  const at = text.indexOf(words, from);
  const lines = TextDocument.create("", "yaml", 0, text);
  return { start: lines.positionAt(at), end: lines.positionAt(at + words.length) };
}
