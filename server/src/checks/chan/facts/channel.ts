import type { Text } from "../../../l10n/text";
import { Rational } from "../../../ledger/rational";
import type { Field } from "../../../model/fields";
import type { Channel } from "../../../model/types.generated";
import { schemaOf } from "../../../schema/registry";
import { SchemaView } from "../../../schema/view";
import { type MapNode, pairOf, type Span } from "../../../yaml/nodes";
import { headOf } from "../../../yaml/path";

/** How a message begins that is about a channel. */
export function channelName(channel: Channel): Text {
  const name = channel.id?.value ?? channel.name?.value;
  return name === undefined ? { en: "This channel", zh: "该渠道" } : { en: `Channel ${name}`, zh: `渠道 ${name}` };
}

/** Whether what a channel lacks is worth asking for: a retired one is left alone. */
export function inUse(channel: Channel): boolean {
  return channel.status?.value !== "retired";
}

export function isActive(channel: Channel): boolean {
  return channel.status === undefined || channel.status.value === "active";
}

/** The method whose limits and mandates count: the interface underneath where it differs from what is sold. */
export function effectiveMethod(channel: Channel): string | undefined {
  return channel.underlying?.value ?? channel.method?.value;
}

/** Where a finding about a whole block stands: its key. */
export function keyOf(map: MapNode, key: string): Span {
  return pairOf(map, key)?.key ?? headOf(map);
}

/** The amount of a money field in major units; undefined when absent, `unlimited` or unreadable. */
export function amountOf(field: Field<string> | undefined): Rational | undefined {
  return field && Rational.parse(field.value);
}

/** A value of a list of the format with what it is called: `direct_debit`, in Chinese `代扣（direct_debit）`. */
export function named(definition: "method" | "element" | "outcome", value: string): Text {
  const label = schema().$defs?.[definition]?.["x-enum"]?.[value];
  return { en: value, zh: label && label.zh !== value ? `${label.zh}（${value}）` : value };
}

/** The values a list of the format knows. */
export function knownValues(key: "method" | "rail"): readonly string[] {
  const view = SchemaView.of(schema().$defs?.channel ?? {}, schema().$id ?? "").property(key);
  return [...(view?.values()?.values.keys() ?? [])];
}

function schema() {
  return schemaOf("payment-channels");
}
