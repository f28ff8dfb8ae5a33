import {
  type CancellationToken,
  CodeActionKind,
  type Connection,
  type ResponseError,
  type ServerCapabilities,
} from "vscode-languageserver";
import { codeActions } from "../features/code-actions";
import type { FeatureContext } from "../features/context";
import { definition } from "../features/definition";
import { hover } from "../features/hover";
import { documentHighlight, references } from "../features/references";
import type { Checking } from "./checking";

/** What the server offers, one entry per feature below. */
export const capabilities: Partial<ServerCapabilities> = {
  hoverProvider: true,
  definitionProvider: true,
  referencesProvider: true,
  documentHighlightProvider: true,
  codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.SourceFixAll] },
};

/** Answers the client's requests. A request that fails is logged and answered with an error; the server lives on. */
export function registerFeatures(
  connection: Connection,
  context: () => FeatureContext,
  checking: Checking,
  failed: (what: string, error: unknown) => ResponseError<void>,
): void {
  const guarded =
    <P, R>(what: string, answer: (params: P) => R | Promise<R>) =>
    async (params: P, token: CancellationToken): Promise<R | ResponseError<void> | null> => {
      if (token.isCancellationRequested) return null;
      try {
        return await answer(params);
      } catch (error) {
        return failed(what, error);
      }
    };

  connection.onHover(guarded("hover", ({ textDocument, position }) => hover(context(), textDocument.uri, position)));
  connection.onDefinition(
    guarded("definition", ({ textDocument, position }) => definition(context(), textDocument.uri, position)),
  );
  connection.onReferences(
    guarded("references", (p) => references(context(), p.textDocument.uri, p.position, p.context.includeDeclaration)),
  );
  connection.onDocumentHighlight(
    guarded("highlight", ({ textDocument, position }) => documentHighlight(context(), textDocument.uri, position)),
  );
  connection.onCodeAction(
    guarded("code action", async ({ textDocument, range, context: asked }) => {
      await checking.settled();
      return codeActions(context(), checking.findingsOf(textDocument.uri), range, asked.only);
    }),
  );
}
