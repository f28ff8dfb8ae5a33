import type { ErrorObject } from "ajv";
import type { Finding } from "../finding";
import { nearest } from "../nearest";
import type { Node, Span } from "../yaml/nodes";
import { headOf, nodeAt, type Step } from "../yaml/path";
import { impossible } from "./impossible";
import { explain } from "./messages";
import type { Kind } from "./registry";
import { TooLarge, toJson } from "./to-json";
import { unquoted } from "./unquoted";
import { validatorOf } from "./validators";
import type { SchemaView } from "./view";

/**
 * Findings of one document against its schema. Lists at the top level (accounts, rules, channels …) are validated item by
 * item and the findings of an item are kept as long as its node is the same object, that is, until its text changes.
 */
export class SchemaValidation {
  private readonly known = new WeakMap<Node, { readonly view: SchemaView; readonly findings: readonly Finding[] }>();

  validate(kind: Kind, root: Node, head: Span, view: SchemaView, anchors: ReadonlyMap<string, Node>): Finding[] {
    if (root.kind !== "map") return this.part(kind, "", root, head, view, anchors);
    const findings: Finding[] = [];
    const pairs = root.pairs.map((pair) => {
      const list = pair.value;
      const items = list?.kind === "seq" ? view.property(pair.key.value, root)?.items(list) : undefined;
      if (list?.kind !== "seq" || !items || !validatorOf(kind, pair.key.value)) return pair;
      for (const item of list.items) findings.push(...this.item(kind, pair.key.value, item, list, items, anchors));
      return { key: pair.key, value: { ...list, items: [] } };
    });
    findings.push(...this.part(kind, "", { ...root, pairs }, head, view, anchors));
    return anchors.size === 0 ? findings : withoutRepeats(findings);
  }

  private item(
    kind: Kind,
    list: string,
    item: Node | undefined,
    around: Node,
    view: SchemaView,
    anchors: ReadonlyMap<string, Node>,
  ): readonly Finding[] {
    if (!item) return this.part(kind, list, undefined, around, view, anchors);
    const known = this.known.get(item);
    if (known?.view === view && anchors.size === 0) return known.findings;
    const findings = this.part(kind, list, item, item.kind === "map" ? headOf(item) : item, view, anchors);
    if (anchors.size === 0) this.known.set(item, { view, findings });
    return findings;
  }

  private part(
    kind: Kind,
    list: string,
    node: Node | undefined,
    head: Span,
    view: SchemaView,
    anchors: ReadonlyMap<string, Node>,
  ): Finding[] {
    const validate = validatorOf(kind, list);
    if (!validate) return [];
    try {
      const valid = validate(toJson(node, view, anchors));
      const wrong = valid ? [] : explainAll(validate.errors ?? [], node, head, view, anchors);
      const strange = impossible(node, view).filter(({ at }) => !wrong.some((finding) => finding.at === at));
      return [...unquoted(node, view), ...strange, ...wrong];
    } catch (error) {
      if (!(error instanceof TooLarge)) throw error;
      return [
        {
          code: "yaml/too-large",
          severity: "error",
          at: head,
          message: {
            en: "With its aliases written out this part would be enormous; it is not checked.",
            zh: "别名展开后这一部分过于庞大，不做检查。",
          },
        },
      ];
    }
  }
}

/** What stands behind an anchor is wrong once, however often it is used; and aliases make a document enormous once. */
function withoutRepeats(findings: readonly Finding[]): Finding[] {
  const seen = new Map<Finding["at"]["segment"], Set<string>>();
  const enormous = findings.find(({ code }) => code === "yaml/too-large");
  return findings.filter((finding) => {
    const { code, at, message } = finding;
    if (code === "yaml/too-large") return finding === enormous;
    const known = seen.get(at.segment) ?? new Set();
    seen.set(at.segment, known);
    const key = `${code} ${at.start} ${at.end} ${message.en}`;
    return !known.has(key) && known.add(key);
  });
}

function explainAll(
  errors: readonly ErrorObject[],
  root: Node | undefined,
  head: Span,
  view: SchemaView,
  anchors: ReadonlyMap<string, Node>,
): Finding[] {
  const findings: Finding[] = [];
  const seen = new Set<string>();
  for (const error of withoutUnionNoise(errors, root, view, anchors)) {
    const path = stepsOf(error.instancePath);
    const { node, pair } = nodeAt(root, path, anchors);
    const place = viewAt(view, path, root, anchors);
    const finding = explain(error, { node, pair, head, view: place, path });
    // A text that is too long for its pattern is wrong once, and the pattern says how it should look.
    const tooLong = error.keyword === "maxLength" || error.keyword === "minLength";
    if (tooLong && errors.some((e) => e.keyword === "pattern" && e.instancePath === error.instancePath)) continue;
    if (error.keyword === "required" && isMisspelt(String(error.params.missingProperty), node, place)) continue;
    const key = `${finding.code}@${finding.at.segment.base + finding.at.start}:${finding.message.en}`;
    if (!seen.has(key)) findings.push(finding);
    seen.add(key);
  }
  return findings;
}

/** Whether a missing key is there under a misspelt name: the finding about that name says enough. */
function isMisspelt(key: string, node: Node | undefined, view: SchemaView | undefined): boolean {
  if (node?.kind !== "map") return false;
  const known = view?.properties(node);
  return node.pairs.some((pair) => known?.has(pair.key.value) === false && nearest(pair.key.value, [key]) === key);
}

/**
 * A value that fits no branch of a union makes the validator report every branch. What the writer meant is the branch
 * whose shape fits; when its own errors lie deeper they say enough, else one sentence about the whole does.
 */
function withoutUnionNoise(
  errors: readonly ErrorObject[],
  root: Node | undefined,
  view: SchemaView,
  anchors: ReadonlyMap<string, Node>,
): ErrorObject[] {
  const unions = errors.filter((error) => error.keyword === "anyOf" || error.keyword === "oneOf");
  let kept = [...errors];
  for (const union of unions) {
    const at = union.instancePath;
    const inside = (error: ErrorObject) => error !== union && error.schemaPath.startsWith(`${union.schemaPath}/`);
    const node = nodeAt(root, stepsOf(at), anchors).node;
    const place = viewAt(view, stepsOf(at), root, anchors);
    const deeper = kept.filter((error) => inside(error) && error.instancePath.length > at.length);
    const own = kept.filter(
      (error) => inside(error) && error.instancePath === at && error.keyword !== "type" && error.keyword !== "required",
    );
    const shapeFits = node !== undefined && place?.fits(node) === true;
    // Where a list or mapping stands, what a branch for plain text says about it is not meant.
    if (shapeFits && node.kind !== "scalar" && node.kind !== "alias") {
      const meant = (error: ErrorObject) =>
        error.instancePath.startsWith(`${at}/`) || (error.instancePath === at && error.keyword === "uniqueItems");
      if (kept.some(meant)) {
        kept = kept.filter((error) => error !== union && (error.instancePath !== at || !ABOUT_TEXT.has(error.keyword)));
        continue;
      }
    }
    if (shapeFits && (deeper.length > 0 || own.length > 0))
      kept = kept.filter((error) => error !== union && !(error.instancePath === at && error.keyword === "type"));
    else kept = kept.filter((error) => !inside(error));
  }
  return kept;
}

const ABOUT_TEXT: ReadonlySet<string> = new Set(["type", "enum", "const", "pattern", "minLength", "maxLength"]);

function viewAt(
  view: SchemaView,
  path: readonly Step[],
  root: Node | undefined,
  anchors: ReadonlyMap<string, Node>,
): SchemaView | undefined {
  let place: SchemaView | undefined = view;
  path.forEach((step, i) => {
    const container = nodeAt(root, path.slice(0, i), anchors).node;
    place = container?.kind === "seq" ? place?.items(container) : place?.property(String(step), container);
  });
  return place;
}

function stepsOf(pointer: string): Step[] {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}
