// The picture as a Mermaid flowchart: text that a wiki or a README draws.
import { inLocale, type Locale } from "../../../server/src/l10n/text";
import type { FlowNode } from "../../../server/src/protocol";
import { edgeLabel, type Picture, type PictureEdge } from "./picture";

const deferred = { en: "{0} (deferred)", zh: "{0}（延后）" };
const bank = { en: "bank account", zh: "银行账户" };

/** Colours that stay readable on white and on black. */
const classes = [
  "classDef client fill:#1f6feb33,stroke:#1f6feb",
  "classDef own fill:#2da44e33,stroke:#2da44e",
  "classDef other fill:#8b949e33,stroke:#8b949e,stroke-dasharray:4 3",
];

export function mermaidOf({ nodes, edges }: Picture, locale: Locale): string {
  const names = new Map(nodes.map(({ id }, index) => [id, `a${index}`]));
  const dotted = edges.flatMap((edge, index) => (edge.deferred ? [index] : []));
  return [
    "flowchart LR",
    ...nodes.map((node) => `  ${names.get(node.id)}${boxOf(node, locale)}:::${node.owner}`),
    ...edges.map((edge) => `  ${names.get(edge.from)} ${arrowOf(edge, locale)} ${names.get(edge.to)}`),
    ...classes.map((line) => `  ${line}`),
    ...(dotted.length === 0 ? [] : [`  linkStyle ${dotted.join(",")} stroke-dasharray:1 4`]),
    "",
  ].join("\n");
}

/** A bank account is drawn as a cylinder. */
function boxOf({ account, purpose, bank: isBank }: FlowNode, locale: Locale): string {
  const second = [account.entity, account.code, isBank ? inLocale(bank, locale) : purpose];
  const lines = [account.name, second.filter(Boolean).join(" · ")].filter((line) => line !== "").map(escaped);
  const text = `"${lines.join("<br>")}"`;
  return isBank ? `[(${text})]` : `[${text}]`;
}

/** Thick for real money, dashed for an obligation. */
function arrowOf(edge: PictureEdge, locale: Locale): string {
  const label = edge.deferred ? inLocale(deferred, locale).replace("{0}", () => edgeLabel(edge)) : edgeLabel(edge);
  return `${edge.real ? "==>" : "-.->"}|"${escaped(label)}"|`;
}

/** Nothing in a label can end it, start markup or be read as an entity. */
function escaped(text: string): string {
  return text
    .replace(/[#&"<>`\\]/g, (character) => `#${character.codePointAt(0)};`)
    .replace(/\s+/g, " ")
    .trim();
}
