import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Finding } from "../finding";
import { ModelReader } from "../model/read";
import { SchemaValidation } from "../schema/validate";
import { parseSource, type SourceFile } from "../yaml/source-file";
import { type AnyDocument, emptyFileFindings, kindOfName, readDocuments, type WorkspaceDocument } from "./documents";
import { groupIntoLedgers } from "./grouping";
import { Ledger } from "./ledger";
import { settingsOf } from "./settings";

/** A file of the workspace with everything that follows from its text alone. */
export interface WorkspaceFile {
  readonly source: SourceFile;
  readonly documents: readonly AnyDocument[];
  /** Syntax and schema findings. */
  readonly findings: readonly Finding[];
}

/** The clock, a port: ISO date of today. */
export interface Clock {
  today(): string;
}

/** All files the product knows, parsed, and the ledgers they form. Files come and go through `set` and `remove` only. */
export class Workspace {
  private readonly files = new Map<string, WorkspaceFile>();
  private readonly reader = new ModelReader();
  private readonly validation = new SchemaValidation();
  private ledgerList: readonly Ledger[] | undefined;
  private folderList: readonly string[] = [];

  constructor(private readonly clock: Clock) {}

  /** Folders opened in the editor or named on the command line, as URIs without a slash at the end. */
  set folders(folders: readonly string[]) {
    this.folderList = folders;
    this.ledgerList = undefined;
  }

  get folders(): readonly string[] {
    return this.folderList;
  }

  /** Takes a file's current text; parses only what changed since the last time. */
  set(lines: TextDocument): WorkspaceFile {
    const previous = this.files.get(lines.uri);
    const source = parseSource(lines, previous?.source);
    const documents = readDocuments(source, this.reader, this.validation);
    const ours = documents.length > 0 || kindOfName(lines.uri) !== undefined;
    const findings = ours
      ? [
          ...source.findings,
          ...emptyFileFindings(source, documents),
          ...documents.flatMap((document) => document.schemaFindings),
        ]
      : [];
    const file = { source, documents, findings };
    this.files.set(lines.uri, file);
    if (ours || (previous && previous.documents.length > 0)) this.ledgerList = undefined;
    return file;
  }

  remove(uri: string): void {
    if (this.files.delete(uri)) this.ledgerList = undefined;
  }

  file(uri: string): WorkspaceFile | undefined {
    return this.files.get(uri);
  }

  get all(): Iterable<WorkspaceFile> {
    return this.files.values();
  }

  /** The ledgers of the workspace; the same objects as long as no file changes. */
  get ledgers(): readonly Ledger[] {
    if (!this.ledgerList) {
      const today = this.clock.today();
      const documents = [...this.files.values()].flatMap((file) => file.documents);
      this.ledgerList = groupIntoLedgers(documents, this.folderList).map(
        (group) =>
          new Ledger(
            group.root,
            group.documents,
            settingsOf(group.settings as WorkspaceDocument | undefined),
            group.joins,
            today,
          ),
      );
    }
    return this.ledgerList;
  }

  /** The ledger a document belongs to. */
  ledgerOf(document: AnyDocument): Ledger | undefined {
    return this.ledgers.find((ledger) => ledger.documents.includes(document));
  }
}
