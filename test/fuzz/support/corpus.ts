import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const ROOT = path.join(__dirname, "../../..");

/** Ledgers to start from: file texts by path inside the ledger. */
export type Seed = ReadonlyMap<string, string>;

export function folder(...parts: string[]): Seed {
  const root = path.join(ROOT, ...parts);
  const names = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) => /\.ya?ml$/.test(name));
  return new Map(
    names.sort().map((name) => [name.replaceAll(path.sep, "/"), readFileSync(path.join(root, name), "utf8")]),
  );
}

/** The worked cases, and the example ledger in parts with its chart and channels: small ledgers are checked many times over. */
export const SEEDS: readonly Seed[] = [
  folder("test/fixtures/formats"),
  ...readdirSync(path.join(ROOT, "test/cases"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => folder("test/cases", name)),
  ...partsOf(folder("examples")),
].filter((seed) => seed.size > 0);

function partsOf(examples: Seed): Seed[] {
  const rules = [...examples.keys()].filter((name) => name.endsWith(".posting.yaml"));
  const channels = [...examples.keys()].filter((name) => name.endsWith(".channel.yaml"));
  return rules.map((name, i) => {
    const channel = channels[i % channels.length];
    return new Map(
      [...examples].filter(
        ([other]) =>
          other === name || other === channel || !(other.endsWith(".posting.yaml") || other.endsWith(".channel.yaml")),
      ),
    );
  });
}

/** What stands behind each key anywhere in the seeds: values to exchange for one another. */
export const VALUES: ReadonlyMap<string, readonly string[]> = valuesByKey();

function valuesByKey(): Map<string, readonly string[]> {
  const values = new Map<string, Set<string>>();
  for (const seed of SEEDS)
    for (const text of seed.values())
      for (const [, key, value] of text.matchAll(/([a-z_]+): *("[^"\n]*"|\[[^[\]\n]*\]|[^\s,{}[\]#][^,{}[\]#\n]*)/g))
        values.set(key!, (values.get(key!) ?? new Set()).add(value!.trim()));
  return new Map([...values].map(([key, all]) => [key, [...all]]));
}
