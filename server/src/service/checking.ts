import { CHECKS } from "../checks/all.generated";
import { CheckRunner, findingsFor, groupByFile } from "../checks/run";
import type { Finding } from "../finding";
import type { Workspace } from "../index/workspace";
import type { Host } from "./host";

/** Longest stretch of checking before other work is let through. */
const SLICE_MS = 12;

/**
 * Keeps the findings of all files current. Checking runs in slices behind every change; a change while it runs makes it
 * begin anew, so that results of an old text are never reported.
 */
export class Checking {
  private readonly runner: CheckRunner;
  private readonly findings = new Map<string, readonly Finding[]>();
  private generation = 0;
  private running: Promise<void> | undefined;

  constructor(
    private readonly workspace: Workspace,
    private readonly host: Host,
    /** Told after each completed run. */
    private readonly finished: () => void,
    private readonly failed: (what: string, error: unknown) => void,
  ) {
    this.runner = new CheckRunner(CHECKS, failed);
  }

  /** Something changed: check again, soon. */
  changed(): void {
    this.generation++;
    this.running ??= this.loop().finally(() => {
      this.running = undefined;
    });
  }

  /** Resolves when the findings belong to the current texts. */
  async settled(): Promise<void> {
    while (this.running) await this.running;
  }

  findingsOf(uri: string): readonly Finding[] {
    return this.findings.get(uri) ?? [];
  }

  get files(): Iterable<string> {
    return this.findings.keys();
  }

  private async loop(): Promise<void> {
    let done: number;
    do {
      await this.host.pause();
      done = this.generation;
      try {
        if (await this.run(done)) this.finished();
      } catch (error) {
        this.failed("checking", error);
      }
    } while (done !== this.generation);
  }

  /** One pass over all ledgers; false when a change overtook it. */
  private async run(generation: number): Promise<boolean> {
    const current = new Map<string, readonly Finding[]>();
    for (const ledger of this.workspace.ledgers) {
      const steps = this.runner.run(ledger);
      let sliceEnd = this.host.now() + SLICE_MS;
      let step = steps.next();
      while (!step.done) {
        if (this.host.now() > sliceEnd) {
          await this.host.pause();
          if (generation !== this.generation) return false;
          sliceEnd = this.host.now() + SLICE_MS;
        }
        step = steps.next();
      }
      const byFile = groupByFile(step.value);
      for (const { uri } of ledger.documents) {
        const file = this.workspace.file(uri);
        if (file && !current.has(uri)) current.set(uri, findingsFor(file, ledger, byFile.get(uri) ?? []));
      }
    }
    for (const file of this.workspace.all) {
      if (!current.has(file.source.uri)) current.set(file.source.uri, findingsFor(file, undefined, []));
    }
    this.findings.clear();
    for (const [uri, findings] of current) this.findings.set(uri, findings);
    return true;
  }
}
