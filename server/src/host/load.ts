import path from "node:path";
import picomatch from "picomatch";
import { TextDocument } from "vscode-languageserver-textdocument";
import { kindOfName, looksOurs } from "../index/documents";
import { settingsOf } from "../index/settings";
import type { Workspace } from "../index/workspace";
import { decoded } from "../uri";
import { decodeUtf8 } from "../yaml/decode";
import { readBytes, reasonOf, type Unreadable, uriOf, yamlFiles } from "./files";

/** Takes one file into the workspace when it is ours; says whether it was. */
export async function loadFile(workspace: Workspace, file: string): Promise<boolean> {
  const uri = uriOf(file);
  const named = kindOfName(uri) !== undefined;
  let bytes: Uint8Array;
  try {
    bytes = await readBytes(file);
  } catch (error) {
    if (!named) return false;
    const reason = reasonOf(error);
    workspace.passOver(TextDocument.create(uri, "yaml", 0, ""), "yaml/unreadable", {
      en: `This file cannot be read (${reason}).`,
      zh: `无法读取这个文件（${reason}）。`,
    });
    return true;
  }
  const decoded = decodeUtf8(bytes);
  if (!decoded.ok) {
    if (!named) return false;
    workspace.passOver(TextDocument.create(uri, "yaml", 0, ""), "yaml/encoding", decoded.problem);
    return true;
  }
  if (!looksOurs(uri, decoded.text)) return false;
  workspace.set(TextDocument.create(uri, "yaml", 0, decoded.text));
  return true;
}

/** Loads all ledger files below a folder; `pause` lets other work through now and then. */
export async function loadFolder(
  workspace: Workspace,
  folder: string,
  options: {
    readonly recursive?: boolean;
    readonly unreadable: (problem: Unreadable) => void;
    readonly pause?: () => Promise<void>;
    readonly loaded?: (files: number) => void;
  },
): Promise<void> {
  let files = 0;
  for await (const file of yamlFiles(folder, options.unreadable, options.recursive ?? true)) {
    if (workspace.file(uriOf(file))) continue;
    if (await loadFile(workspace, file)) options.loaded?.(++files);
    await options.pause?.();
  }
  dropExcluded(workspace);
}

/** Removes the files that a `counting-house.yaml` above them excludes. */
export function dropExcluded(workspace: Workspace): void {
  for (const { documents } of [...workspace.all]) {
    for (const document of documents) {
      if (document.kind !== "counting-house") continue;
      const { exclude } = settingsOf(document);
      if (exclude.length === 0) continue;
      const folder = document.uri.slice(0, document.uri.lastIndexOf("/") + 1);
      const excluded = picomatch([...exclude]);
      for (const { source } of [...workspace.all]) {
        if (
          source.uri.startsWith(folder) &&
          source.uri !== document.uri &&
          excluded(decoded(source.uri.slice(folder.length)))
        )
          workspace.remove(source.uri);
      }
    }
  }
}

/** The nearest folder at or above a path that holds `counting-house.yaml`, if any. */
export async function ledgerFolderOf(start: string): Promise<string | undefined> {
  for (let folder = path.resolve(start); ; folder = path.dirname(folder)) {
    for (const name of ["counting-house.yaml", "counting-house.yml"]) {
      try {
        await readBytes(path.join(folder, name));
        return folder;
      } catch {
        // Not here: look further up.
      }
    }
    if (path.dirname(folder) === folder) return undefined;
  }
}
