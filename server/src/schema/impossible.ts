import type { Finding } from "../finding";
import type { Text } from "../l10n/text";
import { type MapNode, type Node, pairOf, type ScalarNode } from "../yaml/nodes";
import { readsAsText } from "./to-json";
import type { SchemaView } from "./view";

/**
 * Values of the right form that cannot be meant: 31 September, an end before its beginning, a smallest amount above the
 * largest, amounts that are no numbers, and codes in full-width characters or typographic quotes, which look like the right ones and match nothing.
 */
export function impossible(node: Node | undefined, view: SchemaView | undefined): Finding[] {
  if (!node || !view) return [];
  if (node.kind === "seq") return node.items.flatMap((item) => impossible(item, view.items(node)));
  if (node.kind === "map")
    return [
      ...node.pairs.flatMap(({ key, value }) => impossible(value, view.property(key.value, node))),
      ...reversed(node, view),
    ];
  if (node.kind === "alias") return [];
  const type = view.annotation("x-type");
  if (type === "date" || type === "date-time") {
    const day = LOOKS_LIKE_DATE.exec(node.value)?.[0];
    return day === undefined || isDate(day) ? [] : [noDate(node, day)];
  }
  if (type === "money" || type === "decimal")
    return isDecimal(node.value) || view.values()?.values.has(node.value) ? [] : [noDecimal(node, type)];
  return readsAsText(view) && (type === "id" || type === "currency") ? lookalikes(node) : [];
}

const LOOKS_LIKE_DATE = /^\d{4}-\d{2}-\d{2}(?=$|[T ])/;

/** Whether a text can be taken for a date, a month or a year: nothing reckons with what only looks like one. */
export function isReadableDate(text: string): boolean {
  return /^\d{4}(?:-\d{2})?$/.test(text) || isDate(text);
}

/** Whether a text such as `2026-02-29` names a day that exists. */
function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function noDate(node: ScalarNode, day: string): Finding {
  return {
    code: "yaml/wrong-value",
    severity: "error",
    at: node,
    message: { en: `There is no day ${day} in the calendar.`, zh: `日历上没有 ${day} 这一天。` },
  };
}

/** What money is reckoned from: digits and at most one point. No thousands separators, currency signs or exponents. */
function isDecimal(text: string): boolean {
  return /^-?\d+(?:\.\d+)?$/.test(text.trim());
}

function noDecimal(node: ScalarNode, type: "money" | "decimal"): Finding {
  const plain = node.value.replace(/[,，_\s]/g, "").replace(/^[¥￥$€]|元$/g, "");
  const example = type === "money" ? "100.00" : "6.8124";
  return {
    code: "yaml/wrong-value",
    severity: "error",
    at: node,
    message: {
      en: `\`${node.value}\` is no plain amount; write digits and a point only, such as ${example}.`,
      zh: `“${node.value}”不是规范的数值，只写数字和小数点，如 ${example}。`,
    },
    fixes: () =>
      isDecimal(plain)
        ? [{ title: { en: `Change to ${plain}`, zh: `改为 ${plain}` }, edits: [{ at: node, newText: plain }] }]
        : [],
  };
}

const RANGES = [
  ["valid_from", "valid_to"],
  ["effective_from", "effective_to"],
  ["min_amount", "max_amount"],
  ["min", "max"],
] as const;

function reversed(map: MapNode, view: SchemaView): Finding[] {
  return RANGES.flatMap(([from, to]) => {
    const [low, high] = [pairOf(map, from)?.value, pairOf(map, to)?.value];
    // The limits of a fee are the business of chan/fee-tiers; here the range of an input.
    if (from === "min" && !pairOf(map, "type")) return [];
    if (low?.kind !== "scalar" || high?.kind !== "scalar" || !view.property(from, map)) return [];
    const dates = from.endsWith("_from");
    const order = dates ? (low.value > high.value ? 1 : -1) : compareDecimals(low.value, high.value);
    if (order <= 0 || (dates && !(isDate(low.value.slice(0, 10)) && isDate(high.value.slice(0, 10))))) return [];
    const message: Text = dates
      ? {
          en: `\`${to}\` (${high.value}) is before \`${from}\` (${low.value}).`,
          zh: `“${to}”（${high.value}）早于“${from}”（${low.value}）。`,
        }
      : {
          en: `\`${from}\` (${low.value}) is above \`${to}\` (${high.value}).`,
          zh: `“${from}”（${low.value}）大于“${to}”（${high.value}）。`,
        };
    return [{ code: "yaml/wrong-value", severity: "error" as const, at: high, message }];
  });
}

/** Compares plain decimals exactly by their digits; 0 when one of them is none. */
function compareDecimals(a: string, b: string): number {
  const parts = [a, b].map((text) => /^(-?)(\d+)(?:\.(\d+))?$/.exec(text.trim()));
  if (!parts[0] || !parts[1]) return 0;
  const scale = Math.max(...parts.map((part) => part?.[3]?.length ?? 0));
  const [x, y] = parts.map((part) => BigInt(`${part![1]}${part![2]}${(part![3] ?? "").padEnd(scale, "0")}`));
  return x! < y! ? -1 : x! > y! ? 1 : 0;
}

function lookalikes(node: ScalarNode): Finding[] {
  const plain = node.value
    .replace(/^[“”‘’"]|[“”‘’"]$/gu, "")
    .replace(/[！-～]/gu, (char) => String.fromCodePoint(char.codePointAt(0)! - 0xfee0));
  // Chinese names are written with full-width signs; only what would otherwise be ASCII is a slip.
  // A code in full-width characters throughout was typed so on purpose, or stands beside its twin (coa/duplicate-code).
  if (!/[“”‘’"\w]/.test(node.value)) return [];
  if (plain === node.value || !/^[\x21-\x7e]+$/.test(plain)) return [];
  const text = JSON.stringify(plain);
  return [
    {
      code: "yaml/wrong-value",
      severity: "error",
      at: node,
      message: {
        en: `\`${node.value}\` has a stray quote or full-width characters and is not the same as ${text}; type it in plain characters.`,
        zh: `“${node.value}”里有多余的引号或全角字符，与 ${text} 不是一回事，请用半角重新输入。`,
      },
      fixes: () => [
        {
          title: { en: `Change to ${text}`, zh: `改为 ${text}` },
          preferred: true,
          edits: [{ at: node, newText: text }],
        },
      ],
    },
  ];
}
