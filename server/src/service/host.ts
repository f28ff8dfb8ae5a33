import type { Workspace } from "../index/workspace";

/** A file's text; undefined for one that is too large to read or no text. */
export interface HostText {
  readonly uri: string;
  readonly text: string | undefined;
}

/** What the service needs from the machine it runs on. The Node host reads the disk; a browser host would ask the editor. */
export interface Host {
  /** Loads every ledger file below a folder into the workspace, letting other work through now and then. */
  load(workspace: Workspace, folder: string, progress: (files: number) => void): Promise<void>;
  /** Reads one file into the workspace, or removes it when it is gone or not ours. */
  reload(workspace: Workspace, uri: string): Promise<void>;
  /** The YAML and Markdown files below a folder that a test of their URIs lets through, letting other work through now and then. */
  texts(folder: string, wanted: (uri: string) => boolean): AsyncIterable<HostText>;
  /** Milliseconds, monotonic. */
  now(): number;
  /** Lets pending requests and timers run. */
  pause(): Promise<void>;
  /** ISO date of today in the user's time zone. */
  today(): string;
}
