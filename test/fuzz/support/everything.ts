import type { Position } from "vscode-languageserver-types";
import snippets from "../../../server/src/data/snippets.generated.json";
import { codeActions } from "../../../server/src/features/code-actions";
import { codeLenses, resolveCodeLens } from "../../../server/src/features/code-lens";
import { completion, resolveCompletion, type Skeletons } from "../../../server/src/features/completion";
import type { FeatureContext } from "../../../server/src/features/context";
import { definition } from "../../../server/src/features/definition";
import { toDiagnostic } from "../../../server/src/features/diagnostics";
import { documentLinks } from "../../../server/src/features/document-links";
import { documentSymbols } from "../../../server/src/features/document-symbols";
import { foldingRanges } from "../../../server/src/features/folding-ranges";
import { hover } from "../../../server/src/features/hover";
import { inlayHints } from "../../../server/src/features/inlay-hints";
import { membership } from "../../../server/src/features/membership";
import { moneyFlow } from "../../../server/src/features/money-flow";
import { postingPreview } from "../../../server/src/features/posting-preview";
import { documentHighlight, references } from "../../../server/src/features/references";
import { prepareRename, rename } from "../../../server/src/features/rename";
import { selectionRanges } from "../../../server/src/features/selection-ranges";
import { semanticTokens } from "../../../server/src/features/semantic-tokens";
import { runTests } from "../../../server/src/features/test-tree";
import { workspaceSymbols } from "../../../server/src/features/workspace-symbols";
import type { Finding } from "../../../server/src/finding";
import type { Session } from "./session";

/** What the product says when asked: the request, the file it was asked of, and the answer. */
export interface Answer {
  readonly what: string;
  readonly uri: string;
  readonly answer: unknown;
}

const OPTIONS = { snippets: true, retrigger: true, skeletons: snippets as Skeletons };

/** Everything the product says about a workspace: findings, and every feature of every file at these offsets. */
export function* everything(session: Session, offsets: readonly number[]): Generator<Answer> {
  const findings = session.findings();
  for (const context of session.contexts) {
    yield* ofWorkspace(context, session);
    for (const name of session.names) yield* ofFile(context, session.uri(name), findings.get(name) ?? [], offsets);
  }
}

function* ofWorkspace(context: FeatureContext, session: Session): Generator<Answer> {
  const uri = session.root;
  for (const query of ["", "sh", "1"])
    yield { what: `symbols ${query}`, uri, answer: workspaceSymbols(context, query) };
  yield {
    what: "tests",
    uri,
    answer: [
      ...runTests(
        context,
        () => true,
        () => 0,
      ),
    ],
  };
  yield { what: "flow", uri, answer: moneyFlow(context, { scope: "workspace" }) };
}

function* ofFile(
  context: FeatureContext,
  uri: string,
  findings: readonly Finding[],
  offsets: readonly number[],
): Generator<Answer> {
  const { lines, text } = context.workspace.file(uri)!.source;
  const whole = { start: lines.positionAt(0), end: lines.positionAt(text.length) };
  yield { what: "diagnostics", uri, answer: findings.map((finding) => toDiagnostic(context, finding)) };
  yield { what: "actions", uri, answer: codeActions(context, findings, whole) };
  yield { what: "outline", uri, answer: documentSymbols(context, uri) };
  yield { what: "folding", uri, answer: foldingRanges(context, uri) };
  yield { what: "links", uri, answer: documentLinks(context, uri) };
  yield { what: "hints", uri, answer: inlayHints(context, uri, whole) };
  yield { what: "tokens", uri, answer: semanticTokens(context, uri).data };
  yield { what: "membership", uri, answer: membership(context, uri) };
  yield { what: "lenses", uri, answer: codeLenses(context, uri).map((lens) => resolveCodeLens(context, lens)) };
  for (const offset of offsets) {
    const position = lines.positionAt(offset % (text.length + 1));
    for (const [what, answer] of atPosition(context, uri, position))
      yield { what: `${what} ${position.line}:${position.character}`, uri, answer };
  }
}

function* atPosition(context: FeatureContext, uri: string, position: Position): Generator<[string, unknown]> {
  yield ["hover", hover(context, uri, position)];
  const { items } = completion(context, uri, position, OPTIONS);
  yield ["completion", items];
  yield ["documentation", items.slice(0, 5).map((item) => resolveCompletion(context, item))];
  yield ["definition", definition(context, uri, position)];
  yield ["references", references(context, uri, position, true)];
  yield ["highlight", documentHighlight(context, uri, position)];
  yield ["rename of", prepareRename(context, uri, position)];
  yield ["rename", rename(context, uri, position, "z9")];
  yield ["selection", selectionRanges(context, uri, [position])];
  yield ["preview", postingPreview(context, { uri, position })];
  yield ["flow", moneyFlow(context, { uri, position, scope: "scenario" })];
}
