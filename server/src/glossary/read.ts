import type { Text } from "../l10n/text";
import type {
  Avoid,
  Confusion,
  Context,
  EntryLine,
  Flow,
  Glossary,
  Perspective,
  Regulation,
  Sense,
  Source,
  Term,
  TermField,
  TermStatus,
  Warning,
} from "./card";
import { type Record as Plain, PlainReader, type Problem } from "./plain";

export interface ReadGlossary {
  readonly glossary: Glossary;
  /** What could not be used; the rest of the glossary is there all the same. */
  readonly problems: readonly Problem[];
}

const perspectives: readonly Perspective[] = ["funds", "platform", "channel", "bank", "merchant"];
const flows: readonly Flow[] = ["pay_in", "pay_out"];
const statuses: readonly TermStatus[] = ["approved", "draft", "disputed", "outdated"];

/**
 * Reads a glossary, ours or Contextive's, from plain data as a YAML parser gives it. Never throws: what cannot be used is a problem and is
 * left out. A text in one language only stands for both.
 */
export function readGlossary(data: unknown, source: Source): ReadGlossary {
  const reader = new PlainReader();
  const terms = new Map<string, Term>();
  const contexts: Context[] = [];
  const file = reader.record(data, []);
  const add = (list: unknown, path: Problem["path"], context: Text | undefined): string[] => {
    const ids: string[] = [];
    for (const [plain, at] of reader.records(list, path)) {
      const term = readTerm(reader, plain, at, source);
      if (term === undefined) continue;
      const old = terms.get(term.id);
      if (old === undefined) terms.set(term.id, term);
      else if (!term.hasOwnId && !old.hasOwnId && context) terms.set(term.id, withSensesOf(old, term, context));
      else reader.problem(at, duplicateId(term.id));
      ids.push(term.id);
    }
    return [...new Set(ids)];
  };
  if (file) {
    for (const [plain, at] of reader.records(file.contexts, ["contexts"])) {
      const name = reader.text(plain, "name") ?? { en: "", zh: "" };
      contexts.push({
        name,
        vision: reader.text(plain, "domainVisionStatement") ?? reader.text(plain, "vision"),
        paths: reader.strings(plain.paths, [...at, "paths"]),
        meta: reader.pairs(plain.meta),
        terms: add(plain.terms, [...at, "terms"], name),
      });
    }
    const loose = add(file.terms, ["terms"], undefined);
    if (loose.length > 0)
      contexts.push({ name: { en: "", zh: "" }, vision: undefined, paths: [], meta: [], terms: loose });
  }
  const imports = file ? reader.strings(file.imports, ["imports"]) : [];
  return { glossary: { source, imports, contexts, terms }, problems: reader.problems };
}

function duplicateId(id: string): Text {
  return {
    en: `The term id \`${id}\` is used twice; the first card counts. Give this one an id of its own.`,
    zh: `术语 id“${id}”重复，以第一个为准。请给这一个换一个 id。`,
  };
}

/** Contextive keeps one name with one definition per context: these are senses, labelled with their contexts. */
function withSensesOf(old: Term, term: Term, context: Text): Term {
  return {
    ...old,
    senses: [...old.senses, ...term.senses.map((sense) => ({ ...sense, label: sense.label ?? context }))],
  };
}

const keyOfField: readonly (readonly [TermField, readonly string[]])[] = [
  ["name", ["en", "name_en"]],
  ["aliases", ["aliases"]],
  ["narrower", ["narrower"]],
  ["pinyin", ["pinyin"]],
  ["category", ["category"]],
  ["examples", ["examples"]],
  ["warnings", ["warnings"]],
  ["entries", ["entries"]],
  ["notToConfuseWith", ["not_to_confuse_with"]],
  ["avoid", ["avoid"]],
  ["requireNear", ["require_near"]],
  ["requireNearFor", ["require_near_for"]],
  ["identifier", ["identifier"]],
  ["regulations", ["regulation", "regulations"]],
  ["asOf", ["as_of"]],
  ["related", ["related"]],
  ["sources", ["sources"]],
  ["status", ["status"]],
  ["meta", ["meta"]],
];

function readTerm(reader: PlainReader, plain: Plain, at: Problem["path"], source: Source): Term | undefined {
  const ownId = reader.string(plain.id);
  const title = reader.string(plain.name) ?? ownId ?? reader.string(plain.en);
  const id = ownId ?? title;
  if (id === undefined || title === undefined) {
    reader.problem(at, { en: "A term needs a name.", zh: "术语缺少名称（name）。" });
    return undefined;
  }
  const given = new Set(
    keyOfField.filter(([, keys]) => keys.some((key) => plain[key] != null)).map(([field]) => field),
  );
  if (plain.name != null && ownId !== undefined) given.add("name");
  const list = (key: string): string[] => reader.strings(plain[key], [...at, key]);
  return {
    id,
    hasOwnId: ownId !== undefined,
    name: { zh: title, en: reader.string(plain.en) ?? reader.string(plain.name_en) ?? title },
    aliases: list("aliases"),
    narrower: list("narrower"),
    pinyin: reader.string(plain.pinyin),
    category: reader.string(plain.category),
    senses: readSenses(reader, plain, at, source),
    examples: reader.texts(plain.examples, [...at, "examples"]),
    warnings: reader.items(plain.warnings).flatMap((item) => readWarning(reader, item)),
    entries: reader.records(plain.entries, [...at, "entries"]).flatMap(([entry]) => readEntry(reader, entry)),
    notToConfuseWith: reader.items(plain.not_to_confuse_with).flatMap((item) => readConfusion(reader, item)),
    avoid: reader.items(plain.avoid).flatMap((item) => readAvoid(reader, item)),
    requireNear: list("require_near"),
    requireNearFor: list("require_near_for"),
    identifier: reader.string(plain.identifier),
    regulations: reader.items(plain.regulation ?? plain.regulations).flatMap((item) => readRegulation(reader, item)),
    asOf: reader.string(plain.as_of),
    related: list("related"),
    sources: list("sources"),
    status: statuses.find((status) => status === plain.status) ?? "approved",
    meta: reader.pairs(plain.meta),
    source,
    given,
    replaced: new Map(),
  };
}

function readSenses(reader: PlainReader, plain: Plain, at: Problem["path"], source: Source): Sense[] {
  const plainDefinition = readSense(reader, plain, source, false);
  const senses = reader.records(plain.senses, [...at, "senses"]).flatMap(([sense, where]) => {
    const read = readSense(reader, sense, source, true);
    if (read === undefined)
      reader.problem(where, { en: "A sense needs a definition.", zh: "义项缺少定义（definition）。" });
    return read ?? [];
  });
  return plainDefinition === undefined ? senses : [plainDefinition, ...senses];
}

function readSense(reader: PlainReader, plain: Plain, source: Source, labelled: boolean): Sense | undefined {
  const definition = reader.text(plain, "definition");
  if (definition === undefined) return undefined;
  return {
    label: labelled ? reader.text(plain, "label") : undefined,
    perspective: perspectives.find((perspective) => perspective === plain.perspective),
    flow: flows.find((flow) => flow === plain.flow),
    usedBy: reader.text(plain, "used_by"),
    definition,
    source,
  };
}

function readEntry(reader: PlainReader, plain: Plain): EntryLine[] {
  const debit = reader.text(plain, "debit");
  const credit = reader.text(plain, "credit");
  if (debit === undefined && credit === undefined) return [];
  return [{ debit, credit, amount: reader.string(plain.amount) ?? "", note: reader.text(plain, "note") }];
}

function readWarning(reader: PlainReader, item: unknown): Warning[] {
  const plain = reader.asRecord(item);
  const text = reader.text(plain ?? { text: item }, "text");
  return text === undefined ? [] : [{ text, kind: reader.string(plain?.kind), since: reader.string(plain?.since) }];
}

function readConfusion(reader: PlainReader, item: unknown): Confusion[] {
  const plain = reader.asRecord(item);
  const term = reader.string(plain ? plain.term : item);
  return term === undefined ? [] : [{ term, why: plain && reader.text(plain, "why") }];
}

function readAvoid(reader: PlainReader, item: unknown): Avoid[] {
  const plain = reader.asRecord(item);
  const word = reader.string(plain ? plain.word : item);
  const identifier = plain && reader.string(plain.identifier);
  if (word === undefined && identifier === undefined) return [];
  return [{ word, identifier, reason: plain && reader.text(plain, "reason") }];
}

function readRegulation(reader: PlainReader, item: unknown): Regulation[] {
  const plain = reader.asRecord(item);
  const document = plain ? reader.text(plain, "document") : reader.text({ document: item }, "document");
  if (document === undefined) return [];
  return [
    {
      document,
      date: plain && reader.string(plain.date),
      status: plain && reader.string(plain.status),
      supersededBy: plain && reader.text(plain, "superseded_by"),
      note: plain && reader.text(plain, "note"),
    },
  ];
}
