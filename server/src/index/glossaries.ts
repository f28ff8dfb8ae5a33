import { builtInGlossary } from "../glossary/built-in";
import type { Glossary } from "../glossary/card";
import { IdentifierIndex } from "../glossary/identifiers";
import { TermMatcher } from "../glossary/matcher";
import { overlay } from "../glossary/overlay";
import { readGlossary } from "../glossary/read";
import { TooLarge, toJson } from "../schema/to-json";
import { decoded } from "../uri";
import type { GlossaryDocument } from "./documents";
import type { Workspace } from "./workspace";

/** A glossary with its matcher, as it holds for some folder. */
export interface ScopedGlossary {
  readonly glossary: Glossary;
  readonly matcher: TermMatcher;
  readonly identifiers: IdentifierIndex;
}

/** The built-in glossary under the team's glossaries; a team's glossary holds for its own folder and below. */
export class Glossaries {
  private readonly known = new Map<
    string,
    { readonly documents: readonly GlossaryDocument[]; readonly scoped: ScopedGlossary }
  >();

  constructor(private readonly workspace: Workspace) {}

  /** The glossary that holds for a file. */
  for(uri: string): ScopedGlossary {
    return this.over(this.teamFor(uri));
  }

  /** The team's glossaries that hold for a file, the nearest last. */
  teamFor(uri: string): readonly GlossaryDocument[] {
    return this.documents().filter((document) =>
      uri.startsWith(document.uri.slice(0, document.uri.lastIndexOf("/") + 1)),
    );
  }

  /** The glossary with every team's cards in it, for the panel. */
  all(): ScopedGlossary {
    return this.over(this.documents());
  }

  private documents(): GlossaryDocument[] {
    const documents: GlossaryDocument[] = [];
    for (const file of this.workspace.all)
      for (const document of file.documents) if (document.kind === "glossary") documents.push(document);
    return documents.sort((a, b) => a.uri.length - b.uri.length || (a.uri < b.uri ? -1 : 1));
  }

  private over(documents: readonly GlossaryDocument[]): ScopedGlossary {
    const key = documents.map((document) => document.uri).join("\n");
    const known = this.known.get(key);
    if (known?.documents.every((document, i) => document === documents[i])) return known.scoped;
    const glossary = documents.reduce((base, document) => overlay(base, this.read(document)), builtInGlossary());
    const terms = [...glossary.terms.values()];
    const scoped = { glossary, matcher: new TermMatcher(terms), identifiers: new IdentifierIndex(terms) };
    this.known.set(key, { documents, scoped });
    return scoped;
  }

  private read(document: GlossaryDocument): Glossary {
    const folder = this.workspace.folders.find((root) => document.uri.startsWith(`${root}/`));
    const path = decoded(
      folder ? document.uri.slice(folder.length + 1) : (document.uri.split("/").at(-1) ?? document.uri),
    );
    return readGlossary(plainValue(document), {
      key: document.uri,
      title: { en: path, zh: path },
    }).glossary;
  }
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
