import type { ErrorObject } from "ajv";
import type { Finding, Fix } from "../finding";
import type { Text } from "../l10n/text";
import { nearest } from "../nearest";
import { type Node, type Pair, type Span, sourceOf } from "../yaml/nodes";
import { headOf, type Step } from "../yaml/path";
import { expectation } from "./expectation";
import { splitText } from "./split-text";
import type { SchemaView } from "./view";

interface Context {
  /** What stands at the place of the error. */
  readonly node: Node | undefined;
  /** The `key: value` that holds it. */
  readonly pair: Pair | undefined;
  /** Where a finding about the whole part stands. */
  readonly head: Span;
  readonly view: SchemaView | undefined;
  readonly path: readonly Step[];
}

/** Turns a validator's error into a finding: names the thing, says the repair, no schema jargon. */
export function explain(error: ErrorObject, context: Context): Finding {
  switch (error.keyword) {
    case "additionalProperties":
    case "unevaluatedProperties":
      return unknownKey(String(error.params.additionalProperty ?? error.params.unevaluatedProperty), context);
    case "required":
    case "dependentRequired":
      return missingKey(String(error.params.missingProperty), context);
    case "uniqueItems":
      return repeated(Number(error.params.i), Number(error.params.j), context);
    default:
      return chooseOne(error, context) ?? wrongValue(error, context);
  }
}

function unknownKey(key: string, { node, view, head }: Context): Finding {
  const pair = node?.kind === "map" ? node.pairs.find((p) => p.key.value === key) : undefined;
  const present = new Set(node?.kind === "map" ? node.pairs.map((p) => p.key.value) : []);
  const allowed = [...(view?.properties(node).keys() ?? [])];
  const meant = nearest(
    key,
    allowed.filter((name) => !present.has(name)),
  );
  const at = pair?.key ?? head;
  const split = pair && node?.kind === "map" && meant === undefined ? splitText(pair, node, view) : undefined;
  if (split) return split;
  const rename: Fix[] =
    meant === undefined
      ? []
      : [
          {
            title: { en: `Change to \`${meant}\``, zh: `改为“${meant}”` },
            preferred: true,
            edits: [{ at, newText: meant }],
          },
        ];
  return {
    code: "yaml/unknown-key",
    severity: "error",
    at,
    message:
      meant === undefined
        ? {
            en: `Unknown key \`${key}\`. Keys of your own begin with \`x-\`.`,
            zh: `未知的键“${key}”。自定义的键请以“x-”开头。`,
          }
        : { en: `Unknown key \`${key}\`; did you mean \`${meant}\`?`, zh: `未知的键“${key}”，是不是“${meant}”？` },
    fixes: () => rename,
  };
}

function missingKey(key: string, { node, view, head, path }: Context): Finding {
  const title = view?.property(key, node)?.title;
  const label = (language: keyof Text) =>
    title && title[language] !== key ? (language === "en" ? ` (${title.en.toLowerCase()})` : `（${title.zh}）`) : "";
  const at = node?.kind === "map" && path.length > 0 ? headOf(node) : head;
  return {
    code: "yaml/missing-key",
    severity: "error",
    at,
    message: { en: `\`${key}\`${label("en")} is missing here.`, zh: `这里缺少“${key}”${label("zh")}。` },
  };
}

function repeated(i: number, j: number, { node, head }: Context): Finding {
  const [first, second] = [Math.min(i, j), Math.max(i, j)];
  const items = node?.kind === "seq" ? node.items : [];
  const at = items[second] ?? node ?? head;
  const shown = items[second]?.kind === "scalar" ? ` \`${sourceOf(items[second]!)}\`` : "";
  return {
    code: "yaml/repeated-item",
    severity: "error",
    at,
    message: {
      en: `Item${shown} stands in this list twice; remove one.`,
      zh: `列表中${shown ? `${shown} ` : "有一项"}重复出现，请删去一个。`,
    },
    related: items[first] ? [{ at: items[first]!, message: { en: "The first one", zh: "第一次出现的位置" } }] : [],
  };
}

/** A union that only says which of several keys must be there: `debit` or `credit`, `entries` or `register`. */
function chooseOne(error: ErrorObject, { node, view, head, path }: Context): Finding | undefined {
  if ((error.keyword !== "anyOf" && error.keyword !== "oneOf") || node?.kind !== "map" || !view) return undefined;
  const keys = view.unionBranches.flatMap((branch) => (branch.properties().size > 0 ? [] : branch.required));
  if (keys.length < 2 || keys.length !== view.unionBranches.length) return undefined;
  const present = keys.filter((key) => node.pairs.some((pair) => pair.key.value === key));
  const at =
    present.length > 1
      ? node.pairs.find((pair) => pair.key.value === present[1])!.key
      : path.length > 0
        ? headOf(node)
        : head;
  const [en, zh] = [keys.map((key) => `\`${key}\``).join(" or "), keys.map((key) => `“${key}”`).join("或")];
  return {
    code: present.length > 1 ? "yaml/wrong-value" : "yaml/missing-key",
    severity: "error",
    at,
    message:
      present.length > 1
        ? { en: `Write ${en}, not both.`, zh: `${zh}只能写一个。` }
        : { en: `${en} is missing here.`, zh: `这里缺少${zh}。` },
  };
}

function wrongValue(error: ErrorObject, { node, pair, head, view }: Context): Finding {
  const at =
    node && !(node.kind === "map" && !node.flow) ? node : (pair?.key ?? (node?.kind === "map" ? headOf(node) : head));
  const key = pair?.key.value;
  const subject: Text = key === undefined ? { en: "This", zh: "这里" } : { en: `\`${key}\``, zh: `“${key}”` };
  const value = node?.kind === "scalar" ? node.value : undefined;
  const choices = view?.values();
  const meant = value !== undefined && choices ? nearest(value, choices.values.keys()) : undefined;
  const expected = expectation(view, error);
  const fixes: Fix[] =
    meant !== undefined && node
      ? [
          {
            title: { en: `Change to \`${meant}\``, zh: `改为“${meant}”` },
            preferred: true,
            edits: [{ at: node, newText: meant }],
          },
        ]
      : [];
  const suggestion: Text =
    meant === undefined || choices?.values.size === 1
      ? { en: "", zh: "" }
      : { en: ` Did you mean \`${meant}\`?`, zh: `是不是“${meant}”？` };
  return {
    code: "yaml/wrong-value",
    severity: "error",
    at,
    message:
      node === undefined
        ? {
            en: `${subject.en} has no value; it must be ${expected.en}.`,
            zh: `${subject.zh}没有值，应为${expected.zh}。`,
          }
        : {
            en: `${subject.en} must be ${expected.en}.${suggestion.en}`,
            zh: `${subject.zh}应为${expected.zh}。${suggestion.zh}`,
          },
    fixes: () => fixes,
  };
}
