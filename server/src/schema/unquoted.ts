import type { Finding } from "../finding";
import type { Text } from "../l10n/text";
import { type Node, type ScalarNode, sourceOf } from "../yaml/nodes";
import { readsAsText } from "./to-json";
import type { SchemaView } from "./view";

/**
 * Codes, clock times, rates and names that some YAML reader turns into another value: `1002.10` loses its zero, `0102`
 * becomes 66 or 102, `23:30` 1410, `1e3` 1000, `NO` false. We read the text; the team's other programs may not.
 */
export function unquoted(node: Node | undefined, view: SchemaView | undefined): Finding[] {
  if (!node || !view) return [];
  if (node.kind === "seq") return node.items.flatMap((item) => unquoted(item, view.items(node)));
  if (node.kind === "map")
    return node.pairs.flatMap(({ key, value }) => unquoted(value, view.property(key.value, node)));
  if (node.kind === "alias" || node.style !== "plain" || node.tag !== undefined || !readsAsText(view)) return [];
  const becomes = otherReading(node);
  return becomes === undefined
    ? []
    : [finding(node, typeof becomes === "string" ? { en: becomes, zh: becomes } : becomes)];
}

function finding(node: ScalarNode, becomes: Text): Finding {
  const text = sourceOf(node);
  return {
    code: "yaml/unquoted",
    severity: node.type === "string" ? "warning" : "error",
    at: node,
    message: {
      en: `Put \`${text}\` in quotes: other programs may read it as ${becomes.en}.`,
      zh: `请给 \`${text}\` 加引号：别的程序可能把它读成 ${becomes.zh}。`,
    },
    fixes: () => [
      {
        title: { en: `Quote: "${text}"`, zh: `加引号："${text}"` },
        preferred: true,
        edits: [{ at: node, newText: JSON.stringify(text) }],
      },
    ],
  };
}

/** What a YAML 1.1 or 1.2 reader can make of a plain scalar, if not its text. */
function otherReading(node: ScalarNode): string | Text | undefined {
  const text = node.value;
  if (node.type === "null") return "null";
  if (node.type === "boolean") return text.toLowerCase();
  if (/^(?:y|yes|on)$/i.test(text)) return "true";
  if (/^(?:n|no|off)$/i.test(text)) return "false";
  if (/^[-+]?\d{1,9}(?::[0-5]?\d)+$/.test(text)) return String(sexagesimal(text));
  if (/^0[0-7]+$/.test(text)) return String(Number.parseInt(text, 8));
  if (/^0b[01_]+$/.test(text)) return String(Number.parseInt(text.slice(2).replaceAll("_", ""), 2));
  if (/^[-+]?\d[\d_]*_[\d_]*$/.test(text)) return text.replaceAll("_", "");
  if (node.type !== "number") return undefined;
  if (/nan$/i.test(text)) return { en: "no number at all", zh: "“不是数”" };
  const number = Number(text);
  return Number.isFinite(number) ? String(number) : { en: "infinity", zh: "无穷大" };
}

function sexagesimal(text: string): number {
  return text.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
}
