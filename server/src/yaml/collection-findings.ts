import type { Finding } from "../finding";
import type { AliasNode, MapNode, Node, Pair } from "./nodes";

/** Keys that stand twice in one mapping, at any depth: YAML readers keep one of the two and do not say which. */
export function duplicateKeys(node: Node | undefined): Finding[] {
  if (node?.kind === "seq") return node.items.flatMap(duplicateKeys);
  if (node?.kind !== "map") return [];
  return [...duplicateKeysIn(node), ...node.pairs.flatMap((pair) => duplicateKeys(pair.value))];
}

/** Keys that stand twice in this very mapping. */
export function duplicateKeysIn(map: MapNode): Finding[] {
  const findings: Finding[] = [];
  const seen = new Map<string, Pair>();
  for (const pair of map.pairs) {
    const first = seen.get(pair.key.value);
    if (first && pair.key.value !== "<<") findings.push(duplicateKey(pair, first));
    else seen.set(pair.key.value, pair);
  }
  return findings;
}

function duplicateKey(pair: Pair, first: Pair): Finding {
  const key = pair.key.value;
  return {
    code: "yaml/duplicate-key",
    severity: "error",
    at: pair.key,
    message: {
      en: `\`${key}\` stands here twice; only one of the two would be read.`,
      zh: `“${key}”在这里出现了两次，读取时只会保留其中一个。`,
    },
    related: [{ at: first.key, message: { en: `The first \`${key}\``, zh: `第一个“${key}”` } }],
  };
}

/** An alias whose anchor does not exist in the document. */
export function unknownAliases(anchors: ReadonlyMap<string, Node>, aliases: readonly AliasNode[]): Finding[] {
  return aliases
    .filter((alias) => !anchors.has(alias.name))
    .map((alias) => ({
      code: "yaml/unknown-alias",
      severity: "error",
      at: alias,
      message: {
        en: `No anchor \`&${alias.name}\` stands in this document.`,
        zh: `本文档里没有锚点 \`&${alias.name}\`。`,
      },
    }));
}
