import type { Side } from "../../../index/chart";
import type { BookedLeg, BookedRule } from "../../../index/rule-book";
import { type ScalarNode, sourceOf } from "../../../yaml/nodes";
import { type Yaml, type YamlMap, yamlScalar } from "../../edits";

/** The source of a scalar, safe in block and flow style alike. */
export function sourceText(node: ScalarNode): string {
  if (node.style === "single" || node.style === "double") return sourceOf(node);
  return node.style === "plain" && !/[,[\]{}#:]/.test(node.value) ? sourceOf(node) : JSON.stringify(node.value);
}

/** A leg like another, on the given side; the amount and the account may differ. Undefined while the leg is unfinished. */
export function legLike(
  leg: BookedLeg,
  side: Side,
  changes: { readonly code?: string; readonly amount?: string } = {},
): YamlMap | undefined {
  const { leg: item, code } = leg;
  const account = changes.code ?? code;
  const amount = changes.amount ?? (item.amount && sourceText(item.amount.node));
  if (account === undefined || amount === undefined) return undefined;
  const dimensions = Object.fromEntries(
    [...item.dimensions.entries].map(([key, { value }]) => [key, sourceText(value.node)]),
  );
  return {
    [side]: JSON.stringify(account),
    amount,
    ...(item.currency && { currency: sourceText(item.currency.node) }),
    ...(item.entity && { entity: sourceText(item.entity.node) }),
    ...(Object.keys(dimensions).length > 0 && { dimensions }),
  };
}

/** The legs of a rule with their sides exchanged; undefined while one of them is unfinished. */
export function mirrored(rule: BookedRule): readonly YamlMap[] | undefined {
  const legs = rule.legs.map((leg) => leg.side && legLike(leg, otherSide(leg.side)));
  return legs.every((leg) => leg !== undefined) && legs.length > 0 ? legs : undefined;
}

export function otherSide(side: Side): Side {
  return side === "debit" ? "credit" : "debit";
}

/** A rule for a later step of the same business: product, guard, key and original of `rule`, another event or status. */
export function ruleLike(
  rule: BookedRule,
  changes: {
    readonly id: string;
    readonly event: string;
    readonly status: string;
    readonly entries: readonly YamlMap[];
    readonly more?: YamlMap;
    /** Leaves the guard out: the new rule applies to all cases of the product. */
    readonly unguarded?: boolean;
  },
): YamlMap {
  const { product, when, idempotency_key: key, original } = rule.rule;
  const products = product.map(({ value }) => yamlScalar(value));
  const guard = Object.fromEntries(
    [...when.entries].map(([name, { value }]) => [name, oneOrMore(value.map(({ node }) => sourceText(node)))]),
  );
  const found = original && {
    ...(original.required && { required: original.required.node.value }),
    ...(original.event && { event: yamlScalar(original.event.value) }),
    ...(original.match.length > 0 && { match: original.match.map(({ value }) => yamlScalar(value)) }),
    ...(original.cap && { cap: original.cap.value }),
    ...(original.on_missing && { on_missing: original.on_missing.value }),
  };
  return {
    id: yamlScalar(changes.id),
    ...(products.length > 0 && { product: oneOrMore(products) }),
    event: yamlScalar(changes.event),
    status: changes.status,
    ...(Object.keys(guard).length > 0 && !changes.unguarded && { when: guard }),
    ...changes.more,
    ...(key.length > 0 && { idempotency_key: key.map(({ value }) => yamlScalar(value)) }),
    ...(found && Object.keys(found).length > 0 && { original: found }),
    entries: changes.entries,
  };
}

function oneOrMore(values: readonly string[]): Yaml {
  return values.length === 1 ? values[0]! : values;
}

/** A name that is not taken yet: `name`, else `name-2`, `name-3` … */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  let free = name;
  for (let n = 2; taken.has(free); n++) free = `${name}-${n}`;
  return free;
}
