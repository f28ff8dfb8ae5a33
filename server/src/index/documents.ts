import type { Finding } from "../finding";
import type { ModelReader } from "../model/read";
import type { ChannelsFile, ChartFile, GlossaryFile, RulesFile, WorkspaceFile } from "../model/types.generated";
import { type Kind, schemaOf } from "../schema/registry";
import type { SchemaValidation } from "../schema/validate";
import { SchemaView } from "../schema/view";
import { pairOf, Segment } from "../yaml/nodes";
import type { SourceDocument, SourceFile } from "../yaml/source-file";
import { SymbolTable } from "./symbols";

/** One document of one of our files: source, typed model, symbols, and what the schema finds. */
export interface LedgerDocument<K extends Kind = Kind, M = unknown> {
  readonly kind: K;
  readonly uri: string;
  readonly file: SourceFile;
  readonly source: SourceDocument;
  readonly view: SchemaView;
  readonly model: M;
  readonly symbols: SymbolTable;
  readonly schemaFindings: readonly Finding[];
}

export type ChartDocument = LedgerDocument<"chart-of-accounts", ChartFile>;
export type RulesDocument = LedgerDocument<"posting-rules", RulesFile>;
export type ChannelsDocument = LedgerDocument<"payment-channels", ChannelsFile>;
export type GlossaryDocument = LedgerDocument<"glossary", GlossaryFile>;
export type WorkspaceDocument = LedgerDocument<"counting-house", WorkspaceFile>;
export type AnyDocument = ChartDocument | RulesDocument | ChannelsDocument | GlossaryDocument | WorkspaceDocument;

const SUFFIXES: readonly (readonly [RegExp, Kind])[] = [
  [/\.coa\.ya?ml$/i, "chart-of-accounts"],
  [/\.posting\.ya?ml$/i, "posting-rules"],
  [/\.channel\.ya?ml$/i, "payment-channels"],
  [/\.glossary\.ya?ml$/i, "glossary"],
  // Where Contextive keeps the terms of a whole repository.
  [/(?:^|\/)\.contextive\/definitions\.ya?ml$/i, "glossary"],
  [/(?:^|\/)counting-house\.ya?ml$/i, "counting-house"],
];

const KINDS: ReadonlySet<string> = new Set(["chart-of-accounts", "posting-rules", "payment-channels", "glossary"]);

/** The kind a file's name promises. */
export function kindOfName(uri: string): Kind | undefined {
  return SUFFIXES.find(([suffix]) => suffix.test(uri))?.[1];
}

/** What begins a file of ours whose name does not say so. */
const BEGINS_OURS =
  /^(?:[ \t]*(?:#[^\n]*)?\r?\n|---[^\n]*\n)*kind:[ \t]*["']?(?:chart-of-accounts|posting-rules|payment-channels|glossary)\b/;

/** Whether a file can be ours, judged by its name and its first lines alone. */
export function looksOurs(uri: string, text: string): boolean {
  return kindOfName(uri) !== undefined || BEGINS_OURS.test(text.slice(0, 4000));
}

/** The kind of a document: its own `kind`, else what the file's name promises; undefined when it is not ours. */
export function kindOf(uri: string, source: SourceDocument): Kind | undefined {
  const promised = kindOfName(uri);
  if (promised === "counting-house") return promised;
  const root = source.root;
  const kind = root?.kind === "map" ? pairOf(root, "kind")?.value : undefined;
  const declared = kind?.kind === "scalar" && KINDS.has(kind.value) ? (kind.value as Kind) : undefined;
  if (promised) return declared ?? promised;
  const schema = root?.kind === "map" ? pairOf(root, "schema")?.value : undefined;
  return schema?.kind === "scalar" && schema.value === "1" ? declared : undefined;
}

/** Reads the documents of a file; documents that are not ours are left out. */
export function readDocuments(file: SourceFile, reader: ModelReader, validation: SchemaValidation): AnyDocument[] {
  const documents: AnyDocument[] = [];
  for (const source of file.documents) {
    const kind = kindOf(file.uri, source);
    if (!kind || source.root?.kind !== "map") continue;
    const schema = schemaOf(kind);
    const view = SchemaView.of(schema, schema.$id ?? "");
    const otherKind = misnamed(file.uri, kind, source, view);
    documents.push({
      kind,
      uri: file.uri,
      file,
      source,
      view,
      model: reader.root(source.root, view, source.anchors),
      symbols: new SymbolTable(source.root, view, source.anchors),
      schemaFindings: otherKind ?? validation.validate(kind, source.root, source.head, view, source.anchors),
    } as AnyDocument);
  }
  return documents;
}

/** A document whose `kind` is a slip: the file's name and most of its keys belong to another kind. One finding says so. */
function misnamed(uri: string, kind: Kind, { root }: SourceDocument, view: SchemaView): Finding[] | undefined {
  const promised = kindOfName(uri);
  if (!promised || promised === kind || root?.kind !== "map") return undefined;
  const schema = schemaOf(promised);
  const other = SchemaView.of(schema, schema.$id ?? "");
  const keys = root.pairs.map((pair) => pair.key.value);
  const strange = keys.filter((key) => !key.startsWith("x-") && !view.property(key, root));
  const at = pairOf(root, "kind")?.value;
  if (!at || strange.length < 2 || strange.some((key) => !other.property(key, root))) return undefined;
  return [
    {
      code: "yaml/wrong-value",
      severity: "error",
      at,
      message: {
        en: `By its name and keys this is a file of kind ${promised}, not ${kind}.`,
        zh: `从文件名和内容看，这里的 kind 应为 ${promised}，而不是 ${kind}。`,
      },
      fixes: () => [
        {
          title: { en: `Change to \`${promised}\``, zh: `改为“${promised}”` },
          preferred: true,
          edits: [{ at, newText: promised }],
        },
      ],
    },
  ];
}

/** What a file of ours without any readable document is told. */
export function emptyFileFindings(file: SourceFile, documents: readonly AnyDocument[]): Finding[] {
  const promised = kindOfName(file.uri);
  if (
    !promised ||
    file.passedOver ||
    documents.length > 0 ||
    file.findings.some((finding) => finding.severity === "error")
  )
    return [];
  if (promised === "counting-house" && file.documents.every((document) => !document.root)) return [];
  const at = file.documents[0]?.head ?? { segment: new Segment(file.uri, file.text), start: 0, end: 0 };
  const start = promised === "counting-house" ? "checks:" : `kind: ${promised}`;
  const empty = file.documents.every((document) => !document.root);
  return [
    {
      code: "yaml/no-content",
      severity: "warning",
      at,
      message: empty
        ? { en: `This file is empty; it begins with \`${start}\`.`, zh: `这个文件是空的，应以 \`${start}\` 开头。` }
        : {
            en: `This file must be a list of \`key: value\` lines that begins with \`${start}\`.`,
            zh: `这个文件应由“键: 值”组成，以 \`${start}\` 开头。`,
          },
    },
  ];
}
