// What every webview of the extension needs: a strict policy, a nonce, and messages that are checked before they are believed.
import { randomBytes } from "node:crypto";
import * as vscode from "vscode";

export interface WebviewPage {
  readonly title: string;
  /** Names of bundles in `dist/`. */
  readonly script: string;
  readonly style: string;
  /** Markup without any text from the workspace. */
  readonly body: string;
}

/** Bundles are the only files that a webview may read. */
export function webviewRoots(extension: vscode.Uri): vscode.Uri[] {
  return [vscode.Uri.joinPath(extension, "dist")];
}

/** A document that can run one script of ours, style itself with one sheet of ours, and load nothing else. */
export function webviewDocument(webview: vscode.Webview, extension: vscode.Uri, page: WebviewPage): string {
  const nonce = randomBytes(16).toString("base64url");
  const bundle = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(extension, "dist", name)).toString();
  const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="${escapeHtml(vscode.env.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${bundle(page.style)}">
<title>${escapeHtml(page.title)}</title>
</head>
<body>
${page.body}
<script nonce="${nonce}" src="${bundle(page.script)}"></script>
</body>
</html>`;
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** The messages a webview may send, by `type`, with the type of each of their fields. */
export type MessageShapes = Record<string, Record<string, "string" | "number" | "boolean">>;

type FieldType = { string: string; number: number; boolean: boolean };

/** The union of messages that `S` describes. */
export type MessageOf<S extends MessageShapes> = {
  [T in keyof S]: { type: T } & { [F in keyof S[T]]: FieldType[S[T][F]] };
}[keyof S];

/** The message, when it is one of those described, with nothing besides the fields described; otherwise undefined. */
export function readMessage<S extends MessageShapes>(shapes: S, value: unknown): MessageOf<S> | undefined {
  if (!isRecord(value) || typeof value.type !== "string" || !Object.hasOwn(shapes, value.type)) return undefined;
  const fields = Object.entries(shapes[value.type] ?? {});
  if (!fields.every(([field, type]) => Object.hasOwn(value, field) && typeof value[field] === type)) return undefined;
  return { type: value.type, ...Object.fromEntries(fields.map(([field]) => [field, value[field]])) } as MessageOf<S>;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
