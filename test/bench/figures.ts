import { cpus } from "node:os";
import type { Which } from "./server";

export const SERVERS: readonly Which[] = ["counting-house", "yaml-language-server"];

interface Row {
  readonly what: string;
  /** The most it should be; for a rate the least. */
  readonly target: number | undefined;
  readonly atLeast: boolean;
  readonly values: Map<Which, number>;
  /** How a measurement ended that did not come to its end. */
  readonly ended: Map<Which, "gave up" | "died">;
}

/** The table that the benchmark fills. */
export class Figures {
  private readonly rows = new Map<string, Row>();

  record(
    what: string,
    which: Which,
    value: number,
    options: { readonly target?: number; readonly atLeast?: boolean; readonly ended?: "gave up" | "died" } = {},
  ): void {
    const { target, atLeast = false, ended } = options;
    const row = this.rows.get(what) ?? { what, target, atLeast, values: new Map(), ended: new Map() };
    this.rows.set(what, row);
    row.values.set(which, value);
    if (ended) row.ended.set(which, ended);
  }

  value(what: string, which: Which): number | undefined {
    return this.rows.get(what)?.values.get(which);
  }

  markdown(): string {
    return [
      "# Benchmarks",
      "",
      `Counting House beside yaml-language-server 1.25.0 in one run, on the same files and the same JSON Schema (\`npm run bench -- --large\`; ${cpus().length} cores shared with other work, Node ${process.versions.node}). Milliseconds unless stated; Counting House also runs its checks and proofs. Edits are measured after ten to warm up. The ratio counts more than the millisecond. Where the other server has no such feature, there is a dash; “died” stands where its process ended.`,
      "",
      "| what | Counting House | target | yaml-language-server | ratio |",
      "|---|--:|--:|--:|--:|",
      ...[...this.rows.values()].map(line),
      "",
    ].join("\n");
  }
}

function line({ what, target, atLeast, values, ended }: Row): string {
  const [ours, theirs] = SERVERS.map((which) => values.get(which));
  const shown = (which: Which, value: number | undefined) =>
    value === undefined
      ? "–"
      : ended.get(which) === "died"
        ? "died"
        : `${ended.has(which) ? "> " : ""}${figure(value)}`;
  const missed = ours !== undefined && target !== undefined && (atLeast ? ours < target : ours > target);
  const goal = target === undefined ? "" : `${atLeast ? "≥" : "≤"} ${figure(target)}${missed ? " **missed**" : ""}`;
  const ratio = ours === undefined || theirs === undefined || ended.size > 0 ? "–" : (ours / theirs).toFixed(2);
  return `| ${what} | ${shown("counting-house", ours)} | ${goal} | ${shown("yaml-language-server", theirs)} | ${ratio} |`;
}

function figure(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString("en") : value.toFixed(1).replace(/\.0$/, "");
}

export function p95(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.95))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
