import { lstat, readdir, readFile, realpath } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { decoded, encoded } from "../uri";

/** A file or folder that could not be read, with the system's reason. */
export interface Unreadable {
  readonly path: string;
  readonly reason: string;
}

const SKIPPED_FOLDERS: ReadonlySet<string> = new Set(["node_modules", ".git", ".hg", ".svn", "dist", ".vscode-test"]);
const YAML = /\.ya?ml$/i;
const YAML_OR_MARKDOWN = /\.(?:ya?ml|md|markdown)$/i;
const MAX_DEPTH = 40;

/**
 * The YAML files below a folder, in a stable order. Links are followed only when they stay inside the folder.
 * Folders that cannot be read are reported, not skipped silently.
 */
export async function* yamlFiles(
  folder: string,
  unreadable: (problem: Unreadable) => void,
  recursive = true,
): AsyncGenerator<string> {
  yield* walk(
    folder,
    await realpath(folder),
    { names: YAML, visited: new Set(), unreadable },
    recursive ? 0 : MAX_DEPTH,
  );
}

/** The same with Markdown files. */
export async function* textFiles(folder: string, unreadable: (problem: Unreadable) => void): AsyncGenerator<string> {
  yield* walk(folder, await realpath(folder), { names: YAML_OR_MARKDOWN, visited: new Set(), unreadable }, 0);
}

interface Walk {
  readonly names: RegExp;
  readonly visited: Set<string>;
  readonly unreadable: (problem: Unreadable) => void;
}

async function* walk(folder: string, root: string, given: Walk, depth: number): AsyncGenerator<string> {
  const { visited, unreadable } = given;
  let names: string[];
  try {
    const real = await realpath(folder);
    if (visited.has(real) || !isInside(root, real)) return;
    visited.add(real);
    names = (await readdir(folder)).sort();
  } catch (error) {
    unreadable({ path: folder, reason: reasonOf(error) });
    return;
  }
  for (const name of names) {
    const full = path.join(folder, name);
    try {
      const entry = await lstat(full);
      const target = entry.isSymbolicLink() ? await realpath(full) : full;
      const stat = entry.isSymbolicLink() ? await lstat(target) : entry;
      if (entry.isSymbolicLink() && !isInside(root, target)) continue;
      if (stat.isDirectory()) {
        if (!SKIPPED_FOLDERS.has(name) && depth < MAX_DEPTH) yield* walk(full, root, given, depth + 1);
      } else if (stat.isFile() && given.names.test(name)) {
        yield full;
      }
    } catch (error) {
      unreadable({ path: full, reason: reasonOf(error) });
    }
  }
}

export function isInside(root: string, target: string): boolean {
  const relative = path.relative(root, target);
  return relative === "" || (!relative.startsWith("..") && !path.isAbsolute(relative));
}

export async function readBytes(file: string): Promise<Uint8Array> {
  return readFile(file);
}

/** The URI of a path in the form the editor uses, so that a file on the disk and the same file in the editor are one. */
export function uriOf(file: string): string {
  const { host, pathname } = pathToFileURL(path.resolve(file));
  const steps = pathname.replace(/^\/[A-Z]:/, (drive) => drive.toLowerCase()).split("/");
  return `file://${host}${steps.map((step) => encoded(decoded(step))).join("/")}`;
}

export function pathOf(uri: string): string {
  return fileURLToPath(uri);
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.message) : String(error);
}

/** The path of a file that exists inside one of the folders, links followed; undefined for any other URI. */
export async function pathInside(folders: readonly string[], uri: string): Promise<string | undefined> {
  const [file, real] = await realPathOf(uri);
  for (const folder of real === undefined ? [] : folders) {
    const [, root] = await realPathOf(folder);
    if (root !== undefined && real !== undefined && isInside(root, real)) return file;
  }
  return undefined;
}

/** The path of a URI as written and with its links followed; nothing when it is gone or no path at all. */
async function realPathOf(uri: string): Promise<readonly [string, string] | readonly []> {
  try {
    const file = pathOf(uri);
    return [file, await realpath(file)];
  } catch {
    return [];
  }
}
