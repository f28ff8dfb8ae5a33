import type { Workspace } from "../index/workspace";

/** What the service needs from the machine it runs on. The Node host reads the disk; a browser host would ask the editor. */
export interface Host {
  /** Loads every ledger file below a folder into the workspace, letting other work through now and then. */
  load(workspace: Workspace, folder: string, progress: (files: number) => void): Promise<void>;
  /** Reads one file into the workspace, or removes it when it is gone or not ours. */
  reload(workspace: Workspace, uri: string): Promise<void>;
  /** Milliseconds, monotonic. */
  now(): number;
  /** Lets pending requests and timers run. */
  pause(): Promise<void>;
  /** ISO date of today in the user's time zone. */
  today(): string;
}
