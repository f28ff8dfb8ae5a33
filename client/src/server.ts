// The language server as the client sees it: how it is started, restarted and asked.
import * as vscode from "vscode";
import {
  LanguageClient,
  type LanguageClientOptions,
  type ServerOptions,
  TransportKind,
} from "vscode-languageclient/node";
import type { Locale } from "../../server/src/l10n/text";
import { localeOf } from "../../server/src/l10n/text";
import {
  type AddedTerm,
  type AddTermParams,
  addTermRequest,
  type ClientOptions,
  type FlowParams,
  findTermCommand,
  flowRequest,
  type Glossary,
  glossaryChangedNotification,
  glossaryRequest,
  type IndexStatus,
  type MembershipParams,
  type MoneyFlow,
  membershipRequest,
  openTermCommand,
  type PlaceParams,
  type PostingPreview,
  previewRequest,
  type RunTestParams,
  runTestRequest,
  statusNotification,
  type TermCard,
  type TermParams,
  type TermUsages,
  type TermUse,
  type TestItem,
  type TestResult,
  termPageRequest,
  termRequest,
  termUsagesRequest,
  testsRequest,
  usedTermsRequest,
} from "../../server/src/protocol";

/** Ledger files are YAML to the editor; terms are also found in Markdown and, where the user asks for it, in the comments of source code. */
export function documentSelector(): { language?: string; pattern?: string }[] {
  const languages = vscode.workspace.getConfiguration("countingHouse").get<unknown>("glossary.sourceLanguages");
  const chosen = Array.isArray(languages) ? languages.filter((language) => typeof language === "string") : [];
  return [
    { language: "yaml" },
    { pattern: "**/*.{coa,posting,channel,glossary}.{yaml,yml}" },
    ...["markdown", ...chosen].map((language) => ({ language })),
  ];
}

export class Server implements vscode.Disposable {
  private readonly client: LanguageClient;
  private readonly glossaryChanged = new vscode.EventEmitter<void>();
  private readonly statusChanged = new vscode.EventEmitter<IndexStatus>();
  readonly onDidChangeGlossary = this.glossaryChanged.event;
  readonly onDidChangeStatus = this.statusChanged.event;

  constructor(context: vscode.ExtensionContext) {
    const module = context.asAbsolutePath("dist/server.js");
    const serverOptions: ServerOptions = {
      run: { module, transport: TransportKind.ipc },
      debug: { module, transport: TransportKind.ipc, options: { execArgv: ["--nolazy", "--enable-source-maps"] } },
    };
    const clientOptions: LanguageClientOptions = {
      documentSelector: documentSelector() as LanguageClientOptions["documentSelector"],
      initializationOptions: (): ClientOptions => ({ locale: locale() }),
      // Hovers may open a term in the panel or look for it in the workspace; no other command, and no HTML.
      markdown: { isTrusted: { enabledCommands: [openTermCommand, findTermCommand] }, supportHtml: false },
      synchronize: { fileEvents: vscode.workspace.createFileSystemWatcher("**/*.{yaml,yml}") },
    };
    this.client = new LanguageClient("countingHouse", "Counting House", serverOptions, clientOptions);
    this.client.onNotification(glossaryChangedNotification, () => this.glossaryChanged.fire());
    this.client.onNotification(statusNotification, (status: IndexStatus) => this.statusChanged.fire(status));
  }

  /** Starts the server; a failure is shown in the status item and its log, and does not break the extension. */
  async start(): Promise<void> {
    await this.run(() => this.client.start());
  }

  async restart(): Promise<void> {
    this.client.clientOptions.documentSelector = documentSelector() as LanguageClientOptions["documentSelector"];
    await this.run(() => this.client.restart());
  }

  showOutput(): void {
    this.client.outputChannel.show();
  }

  glossary(): Promise<Glossary> {
    return this.client.sendRequest<Glossary>(glossaryRequest, {});
  }

  term(id: string): Promise<TermCard | null> {
    const params: TermParams = { id };
    return this.client.sendRequest<TermCard | null>(termRequest, params);
  }

  /** The card as a page for printing; null when no glossary has the term. */
  termPage(id: string): Promise<string | null> {
    const params: TermParams = { id };
    return this.client.sendRequest<string | null>(termPageRequest, params);
  }

  usedTerms(): Promise<readonly TermUse[]> {
    return this.client.sendRequest<readonly TermUse[]>(usedTermsRequest, {});
  }

  termUsages(id: string): Promise<TermUsages> {
    const params: TermParams = { id };
    return this.client.sendRequest<TermUsages>(termUsagesRequest, params);
  }

  /** How a word gets a card in the team's glossary; null for what cannot get one. */
  addTerm(params: AddTermParams): Promise<AddedTerm | null> {
    return this.client.sendRequest<AddedTerm | null>(addTermRequest, params);
  }

  /** Which chart a file belongs to and why, in the reader's language; null for a file of no ledger. */
  membership(uri: string): Promise<string | null> {
    const params: MembershipParams = { uri };
    return this.client.sendRequest<string | null>(membershipRequest, params);
  }

  preview(place: PlaceParams, token: vscode.CancellationToken): Promise<PostingPreview | null> {
    return this.client.sendRequest<PostingPreview | null>(previewRequest, place, token);
  }

  flow(params: FlowParams, token: vscode.CancellationToken): Promise<MoneyFlow | null> {
    return this.client.sendRequest<MoneyFlow | null>(flowRequest, params, token);
  }

  tests(token: vscode.CancellationToken): Promise<readonly TestItem[]> {
    return this.client.sendRequest<readonly TestItem[]>(testsRequest, {}, token);
  }

  runTest(id: string, token: vscode.CancellationToken): Promise<TestResult | null> {
    const params: RunTestParams = { id };
    return this.client.sendRequest<TestResult | null>(runTestRequest, params, token);
  }

  async dispose(): Promise<void> {
    this.glossaryChanged.dispose();
    this.statusChanged.dispose();
    await this.client.dispose();
  }

  private async run(action: () => Promise<void>): Promise<void> {
    try {
      await action();
      this.glossaryChanged.fire();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.client.error(vscode.l10n.t("The language server did not start: {0}", message), error, false);
      this.statusChanged.fire({ state: "error", files: 0, message });
    }
  }
}

/** What the reader is told when a request failed. */
export function noAnswer(error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return vscode.l10n.t("The language server did not answer: {0}", reason);
}

/** The language of the server's texts: the setting, or the editor's. */
export function locale(): Locale {
  const chosen = vscode.workspace.getConfiguration("countingHouse").get<string>("language");
  return localeOf(chosen === undefined || chosen === "auto" ? vscode.env.language : chosen);
}
