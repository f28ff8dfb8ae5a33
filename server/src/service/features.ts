import {
  type CancellationToken,
  type ClientCapabilities,
  CodeActionKind,
  type Connection,
  ErrorCodes,
  type Position,
  ResponseError,
  type SemanticTokens,
  type ServerCapabilities,
} from "vscode-languageserver";
import snippets from "../data/snippets.generated.json";
import { amountHints } from "../features/amount-hints";
import { codeActions } from "../features/code-actions";
import { codeLenses, resolveCodeLens } from "../features/code-lens";
import { completion, resolveCompletion, type Skeletons } from "../features/completion";
import { type FeatureContext, say } from "../features/context";
import { definition } from "../features/definition";
import { documentLinks } from "../features/document-links";
import { documentSymbols } from "../features/document-symbols";
import { foldingRanges } from "../features/folding-ranges";
import { hover } from "../features/hover";
import { inlayHints } from "../features/inlay-hints";
import { documentHighlight, references } from "../features/references";
import { prepareRename, type Refusal, rename } from "../features/rename";
import { isRuleLens, resolveRuleLens, ruleLenses } from "../features/rule-lens";
import { selectionRanges } from "../features/selection-ranges";
import { LEGEND, semanticTokens, semanticTokensDelta } from "../features/semantic-tokens";
import { workspaceSymbols } from "../features/workspace-symbols";
import type { Checking } from "./checking";

/** What the server offers, one entry per feature below. */
export const capabilities: Partial<ServerCapabilities> = {
  hoverProvider: true,
  completionProvider: { resolveProvider: true, triggerCharacters: [":", " ", "-", '"', "'", ".", "$", "[", "{"] },
  definitionProvider: true,
  referencesProvider: true,
  documentHighlightProvider: true,
  renameProvider: { prepareProvider: true },
  documentSymbolProvider: true,
  workspaceSymbolProvider: true,
  codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.SourceFixAll] },
  codeLensProvider: { resolveProvider: true },
  inlayHintProvider: true,
  semanticTokensProvider: { legend: LEGEND, full: { delta: true }, range: true },
  foldingRangeProvider: true,
  selectionRangeProvider: true,
  documentLinkProvider: {},
};

type At = { readonly textDocument: { readonly uri: string }; readonly position: Position };
type In = { readonly textDocument: { readonly uri: string } };

/** What the service lends to its features. */
export interface FeatureServices {
  readonly connection: Connection;
  readonly context: () => FeatureContext;
  readonly checking: Checking;
  readonly client: () => ClientCapabilities;
  /** Logs a fault of ours; the server lives on. */
  readonly failed: (what: string, error: unknown) => void;
}

/** A handler whose failure is logged and answered with an error, and which does nothing once the request is cancelled. */
export function guarded<P, R>(services: FeatureServices, what: string, answer: (params: P) => R | Promise<R>) {
  return async (params: P, token: CancellationToken): Promise<R | ResponseError<void> | null> => {
    if (token.isCancellationRequested) return null;
    try {
      return await answer(params);
    } catch (error) {
      if (error instanceof ResponseError) return error;
      services.failed(what, error);
      return new ResponseError(ErrorCodes.InternalError, `${what} failed`);
    }
  };
}

/** Answers the client's language requests. */
export function registerFeatures(services: FeatureServices): void {
  const { connection, context, checking, client } = services;
  const on = <P, R>(what: string, answer: (params: P) => R | Promise<R>) => guarded(services, what, answer);
  const refuseIf = <T extends object>(result: T | Refusal | undefined): T | null => {
    if (result && "refused" in result)
      throw new ResponseError<void>(ErrorCodes.InvalidRequest, say(context(), result.refused));
    return (result as T | undefined) ?? null;
  };

  connection.onHover(on("hover", ({ textDocument, position }: At) => hover(context(), textDocument.uri, position)));
  connection.onCompletion(
    on("completion", ({ textDocument, position }: At) =>
      completion(context(), textDocument.uri, position, {
        snippets: client().textDocument?.completion?.completionItem?.snippetSupport === true,
        retrigger: true,
        skeletons: snippets as Skeletons,
      }),
    ),
  );
  connection.onCompletionResolve((item) => resolveCompletion(context(), item));
  connection.onDefinition(
    on("definition", ({ textDocument, position }: At) => definition(context(), textDocument.uri, position)),
  );
  connection.onReferences(
    on("references", (p: At & { context: { includeDeclaration: boolean } }) =>
      references(context(), p.textDocument.uri, p.position, p.context.includeDeclaration),
    ),
  );
  connection.onDocumentHighlight(
    on("highlight", ({ textDocument, position }: At) => documentHighlight(context(), textDocument.uri, position)),
  );
  connection.onPrepareRename(
    on("rename", ({ textDocument, position }: At) => refuseIf(prepareRename(context(), textDocument.uri, position))),
  );
  connection.onRenameRequest(
    on(
      "rename",
      ({ textDocument, position, newName }: At & { newName: string }) =>
        refuseIf(rename(context(), textDocument.uri, position, newName))?.edit,
    ),
  );
  connection.onDocumentSymbol(
    on("document symbols", ({ textDocument }: In) => documentSymbols(context(), textDocument.uri)),
  );
  connection.onWorkspaceSymbol(
    on("workspace symbols", ({ query }: { query: string }) => workspaceSymbols(context(), query)),
  );
  connection.onCodeLens(
    on("code lens", ({ textDocument }: In) => [
      ...codeLenses(context(), textDocument.uri),
      ...ruleLenses(context(), textDocument.uri),
    ]),
  );
  connection.onCodeLensResolve((lens) =>
    isRuleLens(lens) ? resolveRuleLens(context(), lens) : resolveCodeLens(context(), lens),
  );
  connection.languages.inlayHint.on(
    on("inlay hints", ({ textDocument, range }) => [
      ...inlayHints(context(), textDocument.uri, range),
      ...amountHints(context(), textDocument.uri, range),
    ]),
  );
  connection.onFoldingRanges(on("folding", ({ textDocument }: In) => foldingRanges(context(), textDocument.uri)));
  connection.onSelectionRanges(
    on("selection", ({ textDocument, positions }: In & { positions: Position[] }) =>
      selectionRanges(context(), textDocument.uri, positions),
    ),
  );
  connection.onDocumentLinks(on("links", ({ textDocument }: In) => documentLinks(context(), textDocument.uri)));
  connection.onCodeAction(
    on("code action", async ({ textDocument, range, context: asked }) => {
      await checking.settled();
      return codeActions(context(), checking.findingsOf(textDocument.uri), range, asked.only);
    }),
  );
  registerSemanticTokens(services);
}

/** Full and delta answers share the last result of each file; the delta is against what the client says it has. */
function registerSemanticTokens(services: FeatureServices): void {
  const { connection, context } = services;
  const last = new Map<string, { readonly id: string; readonly data: readonly number[] }>();
  let next = 0;
  const remember = (uri: string, tokens: SemanticTokens): SemanticTokens => {
    const id = String(++next);
    last.set(uri, { id, data: tokens.data });
    return { ...tokens, resultId: id };
  };
  connection.languages.semanticTokens.on(
    guarded(services, "semantic tokens", ({ textDocument: { uri } }: In) =>
      remember(uri, semanticTokens(context(), uri)),
    ),
  );
  connection.languages.semanticTokens.onRange(
    guarded(services, "semantic tokens", ({ textDocument, range }) =>
      semanticTokens(context(), textDocument.uri, range),
    ),
  );
  connection.languages.semanticTokens.onDelta(
    guarded(
      services,
      "semantic tokens",
      ({ textDocument: { uri }, previousResultId }: In & { previousResultId: string }) => {
        const previous = last.get(uri);
        const tokens = remember(uri, semanticTokens(context(), uri));
        return previous?.id === previousResultId
          ? { ...semanticTokensDelta(previous.data, tokens.data), resultId: tokens.resultId }
          : tokens;
      },
    ),
  );
}
