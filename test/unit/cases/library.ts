import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The case library and the files that express it. */
const ROOT = fileURLToPath(new URL("../../cases/", import.meta.url));

/** One edit of a case in the library's own terms: event, index of the leg within it, formula. */
export type CaseOp =
  | readonly ["let", string, string]
  | readonly ["in", string, string]
  | readonly ["drop", string, number]
  | readonly ["dropev", string]
  | readonly ["swap", string]
  | readonly ["flip", string, number]
  | readonly ["acct", string, number, string]
  | readonly ["amt", string, number, string]
  | readonly ["add", string, string]
  | readonly ["set", string, readonly string[]]
  | readonly ["dup", string]
  | readonly ["day", string, string]
  | readonly ["addev", string, readonly [string, string, string, readonly string[]]];

export interface Mutant {
  readonly id: string;
  readonly text: string;
  /** Null: an error no amounts can show. */
  readonly ops: readonly CaseOp[] | null;
  readonly evidence: readonly string[];
}

export interface Case {
  readonly id: string;
  readonly zh: string;
  readonly accounts: readonly {
    readonly key: string;
    readonly entity: string;
    readonly opening: string;
    readonly end: string;
  }[];
  readonly inputs: Readonly<Record<string, string>>;
  readonly lets: readonly { readonly name: string; readonly formula: string; readonly value: string }[];
  readonly legs: readonly { readonly event: string; readonly side: string; readonly account: string }[];
  readonly base_flags: readonly string[];
  readonly mutants: readonly Mutant[];
}

/** What a letter of the library is called in the file: an input (of some steps only) or a named amount (of one step's rule). */
export type Meaning =
  | { readonly input: string; readonly steps?: readonly string[] }
  | { readonly amount: string; readonly step?: string };

export interface Correspondence {
  readonly names: Readonly<Record<string, Meaning | null>>;
  /** Leg of the library (`E5.1`) → the steps and the leg of their rule that post it. */
  readonly legs: Readonly<Record<string, readonly (readonly [step: string, leg: number])[]>>;
}

export const CASES: readonly Case[] = JSON.parse(readFileSync(`${ROOT}cases.json`, "utf8"));

export const CORRESPONDENCE: Readonly<Record<string, Correspondence>> = JSON.parse(
  readFileSync(`${ROOT}correspondence.json`, "utf8"),
);

/** The files of a case folder by name. */
export function filesOf(folder: string): Map<string, string> {
  return new Map(readdirSync(ROOT + folder).map((name) => [name, readFileSync(`${ROOT}${folder}/${name}`, "utf8")]));
}

/** Names of accounts and entities as the files write them: the library's nameless foreign currency is HKD there. */
export function written(name: string): string {
  return name.replaceAll("FCY", "HKD");
}
