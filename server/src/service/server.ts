import {
  type ClientCapabilities,
  type Connection,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
  TextDocuments,
  type WorkspaceFoldersChangeEvent,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { FeatureContext } from "../features/context";
import { Glossaries } from "../index/glossaries";
import { Workspace } from "../index/workspace";
import { inLocale, type Locale, localeOf } from "../l10n/text";
import { type ClientOptions, glossaryChangedNotification, type IndexStatus, statusNotification } from "../protocol";
import { Checking } from "./checking";
import { Diagnostics } from "./diagnostics";
import { capabilities, type FeatureServices, registerFeatures } from "./features";
import type { Host } from "./host";
import { registerRequests } from "./requests";

/** Serves one client over a connection until it shuts down. */
export function serve(connection: Connection, host: Host): void {
  const workspace = new Workspace(host);
  const glossaries = new Glossaries(workspace);
  const documents = new TextDocuments(TextDocument);
  let locale: Locale = "en";
  let client: ClientCapabilities = {};
  const context = (): FeatureContext => ({ workspace, glossaries, locale });
  let diagnostics: Diagnostics | undefined;
  let tellsFolders = false;
  let loaded: () => void = () => undefined;
  const loading = new Promise<void>((resolve) => {
    loaded = resolve;
  });
  const ready = async () => {
    await loading;
    await checking.settled();
  };

  const failed = (what: string, error: unknown) => {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    connection.console.error(`${what}: ${detail}`);
    status({
      state: "error",
      files: count(workspace),
      message: inLocale({ en: `${what} failed; see the log`, zh: `${what} 出错，详见日志` }, locale),
    });
  };
  /** A notification has no answer: its failure is logged, or it would end the process. */
  const safely =
    <P>(what: string, act: (params: P) => Promise<void>) =>
    (params: P): Promise<void> =>
      act(params).catch((error: unknown) => failed(what, error));
  const checking = new Checking(workspace, host, () => diagnostics?.publish(), failed);
  const status = (state: IndexStatus) => void connection.sendNotification(statusNotification, state);
  const changed = (uri: string) => {
    if (/\.glossary\.ya?ml$/i.test(uri)) void connection.sendNotification(glossaryChangedNotification);
    checking.changed();
  };

  connection.onInitialize((params: InitializeParams): InitializeResult => {
    const options = params.initializationOptions as ClientOptions | undefined;
    locale = localeOf(options?.locale ?? params.locale);
    client = params.capabilities;
    workspace.folders = foldersOf(params);
    tellsFolders = params.capabilities.workspace?.workspaceFolders === true;
    const pull = params.capabilities.textDocument?.diagnostic !== undefined;
    diagnostics = new Diagnostics(connection, context, checking, ready, {
      pull,
      refresh: params.capabilities.workspace?.diagnostics?.refreshSupport === true,
    });
    return {
      serverInfo: { name: "Counting House" },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
        ...(pull ? { diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: true } } : {}),
        ...capabilities,
      },
    };
  });

  connection.onInitialized(
    safely("indexing", async () => {
      if (tellsFolders) connection.workspace.onDidChangeWorkspaceFolders(safely("indexing", foldersChanged));
      await load(workspace.folders);
    }),
  );

  const foldersChanged = async ({ added, removed }: WorkspaceFoldersChangeEvent) => {
    const gone = removed.map(({ uri }) => withoutSlash(uri));
    workspace.folders = [
      ...workspace.folders.filter((folder) => !gone.includes(folder)),
      ...added.map(({ uri }) => withoutSlash(uri)),
    ];
    const isIn = (folders: readonly string[], uri: string) => folders.some((folder) => uri.startsWith(`${folder}/`));
    for (const { source } of [...workspace.all]) {
      if (isIn(gone, source.uri) && !isIn(workspace.folders, source.uri) && !documents.get(source.uri))
        workspace.remove(source.uri);
    }
    await load(added.map(({ uri }) => withoutSlash(uri)));
  };

  const load = async (folders: readonly string[]) => {
    for (const folder of folders) {
      status({ state: "indexing", files: count(workspace) });
      try {
        await host.load(workspace, folder, (files) => {
          if (files % 50 === 0) status({ state: "indexing", files });
        });
      } catch (error) {
        failed("indexing", error);
      }
    }
    keepOpen();
    checking.changed();
    loaded();
    void connection.sendNotification(glossaryChangedNotification);
    status({ state: "ready", files: count(workspace) });
  };

  documents.onDidChangeContent(({ document }) => {
    if (!isReadable(document)) return;
    workspace.set(document);
    changed(document.uri);
  });
  documents.onDidClose(safely("reading a file", ({ document }) => reload(document.uri)));
  connection.onDidChangeWatchedFiles(
    safely("reading a file", async ({ changes }) => {
      for (const { uri } of changes) if (!documents.get(uri)) await reload(uri);
    }),
  );

  const reload = async (uri: string) => {
    await host.reload(workspace, uri);
    keepOpen();
    changed(uri);
  };
  /** What was opened while the disk was read counts as it is in the editor. */
  const keepOpen = () => {
    for (const document of documents.all())
      if (isReadable(document) && workspace.file(document.uri)?.source.lines !== document) workspace.set(document);
  };

  connection.languages.diagnostics.on(async ({ textDocument, previousResultId }) =>
    diagnostics!.report(textDocument.uri, previousResultId),
  );
  connection.languages.diagnostics.onWorkspace(async ({ previousResultIds }) =>
    diagnostics!.workspaceReport(new Map(previousResultIds.map(({ uri, value }) => [uri, value]))),
  );

  const services: FeatureServices = { connection, context, checking, client: () => client, failed };
  registerFeatures(services);
  registerRequests(services, host);
  documents.listen(connection);
  connection.listen();
}

function foldersOf(params: InitializeParams): string[] {
  const folders = params.workspaceFolders?.map(({ uri }) => uri) ?? (params.rootUri ? [params.rootUri] : []);
  return folders.map(withoutSlash);
}

/** Whether a client has sent a document as the protocol says; the library takes what comes. */
function isReadable(document: TextDocument): boolean {
  return typeof document.uri === "string" && typeof document.getText() === "string";
}

function withoutSlash(uri: string): string {
  return uri.endsWith("/") ? uri.slice(0, -1) : uri;
}

function count(workspace: Workspace): number {
  let files = 0;
  for (const file of workspace.all) if (file.documents.length > 0) files++;
  return files;
}
