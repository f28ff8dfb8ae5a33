import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Finding } from "../finding";
import type { Text } from "../l10n/text";
import { ModelReader } from "../model/read";
import { SchemaValidation } from "../schema/validate";
import { Segment } from "../yaml/nodes";
import { parseSource, type SourceFile } from "../yaml/source-file";
import {
  type AnyDocument,
  emptyFileFindings,
  kindOfName,
  looksOurs,
  readDocuments,
  type WorkspaceDocument,
} from "./documents";
import { groupIntoLedgers } from "./grouping";
import { Ledger } from "./ledger";
import { type Settings, settingsOf } from "./settings";

/** A file of the workspace with everything that follows from its text alone. */
export interface WorkspaceFile {
  readonly source: SourceFile;
  readonly documents: readonly AnyDocument[];
  /** Syntax and schema findings. */
  readonly findings: readonly Finding[];
}

const UNREADABLE: ReadonlySet<string> = new Set(["yaml/syntax", "yaml/tab", "yaml/too-deep"]);

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

  /** Takes a file's current text; parses only what changed since the last time. A file that is not ours is kept as text. */
  set(lines: TextDocument): WorkspaceFile {
    const previous = this.files.get(lines.uri);
    const file = looksOurs(lines.uri, lines.getText()) ? this.read(lines, previous?.source) : textOnly(lines);
    this.files.set(lines.uri, file);
    if (file.documents.length > 0 || (previous && previous.documents.length > 0)) this.ledgerList = undefined;
    return file;
  }

  private read(lines: TextDocument, previous: SourceFile | undefined): WorkspaceFile {
    const source = parseSource(lines, previous);
    const documents = readDocuments(source, this.reader, this.validation);
    const ours = documents.length > 0 || kindOfName(lines.uri) !== undefined;
    // What stands in a part that is no YAML was not read as written; only the slip itself is worth a word.
    const unread = new Set(source.findings.filter(({ code }) => UNREADABLE.has(code)).map(({ at }) => at.segment));
    const findings = ours
      ? [
          ...source.findings,
          ...emptyFileFindings(source, documents),
          ...documents.flatMap((document) => document.schemaFindings).filter(({ at }) => !unread.has(at.segment)),
        ]
      : [];
    return { source, documents, findings };
  }

  /** Takes note of a file of ours that cannot be read; it keeps one finding that says why. */
  passOver(lines: TextDocument, code: string, message: Text): WorkspaceFile {
    const segment = new Segment(lines.uri, "");
    const finding: Finding = { code, severity: "error", at: { segment, start: 0, end: 0 }, message };
    const { uri, version } = lines;
    const source: SourceFile = {
      uri,
      version,
      text: "",
      lines,
      documents: [],
      comments: [],
      findings: [finding],
      segments: [],
      passedOver: true,
    };
    const file = { source, documents: [], findings: [finding] };
    this.files.set(uri, file);
    this.ledgerList = undefined;
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

  /** The settings that hold for a file, ours or not: those of the nearest `counting-house.yaml` at or above it. */
  settingsFor(uri: string): { readonly settings: Settings; readonly folder: string } {
    let nearest: WorkspaceDocument | undefined;
    let folder = this.folderList.find((root) => uri.startsWith(`${root}/`)) ?? "";
    for (const file of this.files.values()) {
      for (const document of file.documents) {
        if (document.kind !== "counting-house") continue;
        const own = document.uri.slice(0, document.uri.lastIndexOf("/"));
        if (uri.startsWith(`${own}/`) && (!nearest || own.length > folder.length)) [nearest, folder] = [document, own];
      }
    }
    return { settings: settingsOf(nearest), folder };
  }

  /** The ledger a document belongs to. */
  ledgerOf(document: AnyDocument): Ledger | undefined {
    return this.ledgers.find((ledger) => ledger.documents.includes(document));
  }
}

function textOnly(lines: TextDocument): WorkspaceFile {
  const { uri, version } = lines;
  const source: SourceFile = {
    uri,
    version,
    text: lines.getText(),
    lines,
    documents: [],
    comments: [],
    findings: [],
    segments: [],
    passedOver: false,
  };
  return { source, documents: [], findings: [] };
}
