import picomatch from "picomatch";
import { builtInGlossary } from "../glossary/built-in";
import type { Glossary } from "../glossary/card";
import { IdentifierIndex } from "../glossary/identifiers";
import { TermMatcher } from "../glossary/matcher";
import { overlay } from "../glossary/overlay";
import { readGlossary } from "../glossary/read";
import { TooLarge, toJson } from "../schema/to-json";
import { decoded } from "../uri";
import type { GlossaryDocument } from "./documents";
import { resolve } from "./grouping";
import type { Workspace } from "./workspace";

/** A glossary with its matcher, as it holds for some folder. */
export interface ScopedGlossary {
  readonly glossary: Glossary;
  readonly matcher: TermMatcher;
  readonly identifiers: IdentifierIndex;
}

/** A team's glossary file and the numbers of its contexts that hold for some file. */
interface Held {
  readonly document: GlossaryDocument;
  readonly contexts: readonly number[];
}

/**
 * The built-in glossary under the team's glossaries. A team's glossary holds for its own folder and below, a context with `paths` for the files these
 * name, and what a glossary imports for the same files; remote imports are never fetched.
 */
export class Glossaries {
  private readonly known = new Map<string, { readonly held: readonly Held[]; readonly scoped: ScopedGlossary }>();

  constructor(private readonly workspace: Workspace) {}

  /** The glossary that holds for a file. */
  for(uri: string): ScopedGlossary {
    return this.over(
      this.teamFor(uri).flatMap((document) => {
        const contexts = document.model.contexts.flatMap(({ paths }, i) =>
          isFor(paths, document.uri, uri) ? [i] : [],
        );
        return contexts.length === 0 ? [] : [{ document, contexts }];
      }),
    );
  }

  /** The team's glossaries that hold for a file, the nearest last. */
  teamFor(uri: string): readonly GlossaryDocument[] {
    const all = this.documents();
    const holding = new Set(all.filter((document) => uri.startsWith(`${scopeOf(document.uri)}/`)));
    for (const document of holding)
      for (const { value } of document.model.imports)
        for (const other of all) if (other.uri === resolve(document.uri, value)) holding.add(other);
    return all.filter((document) => holding.has(document));
  }

  /** The glossary with every team's cards in it, for the panel. */
  all(): ScopedGlossary {
    return this.over(
      this.documents().map((document) => ({ document, contexts: document.model.contexts.map((_, i) => i) })),
    );
  }

  private documents(): GlossaryDocument[] {
    const documents: GlossaryDocument[] = [];
    for (const file of this.workspace.all)
      for (const document of file.documents) if (document.kind === "glossary") documents.push(document);
    return documents.sort((a, b) => a.uri.length - b.uri.length || (a.uri < b.uri ? -1 : 1));
  }

  private over(held: readonly Held[]): ScopedGlossary {
    const key = held.map(({ document, contexts }) => `${document.uri} ${contexts.join(",")}`).join("\n");
    const known = this.known.get(key);
    if (known?.held.every(({ document }, i) => document === held[i]?.document)) return known.scoped;
    const glossary = held.reduce(
      (base, { document, contexts }) => overlay(base, this.read(document, contexts)),
      builtInGlossary(),
    );
    const terms = [...glossary.terms.values()];
    const scoped = { glossary, matcher: new TermMatcher(terms), identifiers: new IdentifierIndex(terms) };
    this.known.set(key, { held, scoped });
    return scoped;
  }

  private read(document: GlossaryDocument, contexts: readonly number[]): Glossary {
    const folder = this.workspace.folders.find((root) => document.uri.startsWith(`${root}/`));
    const path = decoded(
      folder ? document.uri.slice(folder.length + 1) : (document.uri.split("/").at(-1) ?? document.uri),
    );
    return readGlossary(withContexts(plainValue(document), contexts), {
      key: document.uri,
      title: { en: path, zh: path },
    }).glossary;
  }
}

/** The folder a glossary holds for; Contextive's own folder stands for the repository it is in. */
function scopeOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf("/")).replace(/\/\.contextive$/, "");
}

/** Whether a context is for a file: the globs are taken from the glossary's folder, or as the end of the file's path. */
function isFor(paths: GlossaryDocument["model"]["contexts"][number]["paths"], glossary: string, uri: string): boolean {
  if (paths.length === 0) return true;
  const scope = scopeOf(glossary);
  const path = decoded(uri.startsWith(`${scope}/`) ? uri.slice(scope.length + 1) : uri);
  return picomatch(paths.flatMap(({ value }) => [value, `**/${value}`]))(path);
}

/** The data of a glossary file with some of its contexts only. */
function withContexts(plain: unknown, numbers: readonly number[]): unknown {
  if (typeof plain !== "object" || plain === null || !("contexts" in plain) || !Array.isArray(plain.contexts))
    return plain;
  const wanted = new Set(numbers);
  return { ...plain, contexts: plain.contexts.filter((_, i) => wanted.has(i)) };
}

/** A glossary that its aliases make enormous has no terms; a finding in its file says so. */
function plainValue({ source }: GlossaryDocument): unknown {
  try {
    return toJson(source.root, undefined, source.anchors);
  } catch (error) {
    if (error instanceof TooLarge) return {};
    throw error;
  }
}
