import type { Text } from "../../../l10n/text";
import type { Difference } from "../../../model/types.generated";
import { resolveReference } from "../../../schema/registry";

export type Kind = NonNullable<Difference["kind"]>["value"];
export type Flow = NonNullable<Difference["flow"]>["value"];

const SCHEMA = "payment-channels.schema.json";

/** A value of a list of the format with its Chinese label: `channel_only`, `渠道有我方无（channel_only）`. */
function word(path: string, value: string): Text {
  const label = resolveReference(`${SCHEMA}#/$defs/${path}`, "").schema["x-enum"]?.[value];
  return { en: value, zh: label ? `${label.zh}（${value}）` : value };
}

export function kindWord(kind: string): Text {
  return word("differenceKind", kind);
}

export function flowWord(flow: string): Text {
  return word("difference/properties/flow", flow);
}

export function columnWord(column: string): Text {
  return word("column", column);
}

export function scopeWord(part: string): Text {
  return word("reconciliation/properties/scope/items", part);
}

export function classWord(name: string): Text {
  return word("classification/properties/class", name);
}

/** A row of the difference table by what it is about: `channel_only / pay_in`. */
export function rowWord(row: Difference): Text {
  const kind = row.kind ? kindWord(row.kind.value) : { en: "difference", zh: "差异" };
  if (!row.flow || row.flow.value === "any") return kind;
  return {
    en: `${kind.en} / ${row.flow.value}`,
    zh: `${flowWord(row.flow.value).zh.replace(/（.*）/, "")}${kind.zh}`,
  };
}

/** Several things in a sentence: `a, b and c`, `a、b、c`. */
export function listWords(words: readonly Text[]): Text {
  const en = words.map((one) => one.en);
  const last = en.pop() ?? "";
  return { en: en.length > 0 ? `${en.join(", ")} and ${last}` : last, zh: words.map((one) => one.zh).join("、") };
}

/** Every kind of difference the format knows. */
export function knownKinds(): readonly string[] {
  return Object.keys(resolveReference(`${SCHEMA}#/$defs/differenceKind`, "").schema["x-enum"] ?? {});
}
