import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { findingsOf, workspaceOf } from "../support/files";
import { hyperswitchChannels } from "./hyperswitch";
import { nationalChart } from "./national-charts";

const ROOT = path.join(__dirname, "../..");

/** Real and realistic files over which the whole catalogue must raise no false alarm. */
export const CORPORA: Readonly<Record<string, () => ReadonlyMap<string, string>>> = {
  "examples/": () => filesBelow(path.join(ROOT, "examples")),
  "design example": () => filesBelow(path.join(ROOT, "test/fixtures/formats")),
  "CAS 2006 chart": () => new Map([["national.coa.yaml", nationalChart("cas-2006")]]),
  "CAS small 2013 chart": () => new Map([["national.coa.yaml", nationalChart("cas-small-2013")]]),
  "hyperswitch channels": () => new Map([["hyperswitch.channel.yaml", hyperswitchChannels()]]),
};

/** How many findings each code has in a corpus. */
export function countByCode(files: ReadonlyMap<string, string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const findings of findingsOf(workspaceOf(files)).values())
    for (const { code } of findings) counts.set(code, (counts.get(code) ?? 0) + 1);
  return new Map([...counts].sort());
}

function filesBelow(folder: string, prefix = ""): Map<string, string> {
  const files = new Map<string, string>();
  for (const name of readdirSync(folder).sort()) {
    const full = path.join(folder, name);
    if (statSync(full).isDirectory())
      for (const [inner, text] of filesBelow(full, `${prefix}${name}/`)) files.set(inner, text);
    else if (/\.ya?ml$/.test(name)) files.set(prefix + name, readFileSync(full, "utf8"));
  }
  return files;
}
