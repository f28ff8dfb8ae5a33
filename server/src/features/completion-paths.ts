import { kindOfName } from "../index/documents";
import { decoded } from "../uri";
import { CompletionItemKind, type Suggestion } from "./completion-item";
import { type CompletionPlace, pathOf } from "./completion-place";
import type { FeatureContext } from "./context";

const KINDS: Readonly<Record<string, string>> = {
  chart: "chart-of-accounts",
  channels: "payment-channels",
  posting_rules: "posting-rules",
  imports: "glossary",
};

/** Files of the workspace that can be joined at this place, as relative paths. */
export function pathSuggestions(context: FeatureContext, place: CompletionPlace): Suggestion[] {
  const own = place.file.source.uri;
  const wanted = KINDS[pathOf(place)[0] ?? ""];
  const found: Suggestion[] = [];
  for (const { source, documents } of context.workspace.all) {
    const kind = documents[0]?.kind ?? kindOfName(source.uri);
    if (source.uri === own || wanted === undefined || kind !== wanted) continue;
    const path = relativePath(own, source.uri);
    if (path === undefined) continue;
    found.push({
      label: path,
      kind: CompletionItemKind.File,
      ...(/^[\p{L}\p{N}./_-]+$/u.test(path) && !place.quote ? { source: path } : { value: path }),
    });
  }
  return found.sort((a, b) => (a.label < b.label ? -1 : 1));
}

/** The way from a file to another one of the same scheme and host: `./x.coa.yaml`, `../chart/x.coa.yaml`. */
export function relativePath(from: string, to: string): string | undefined {
  const [a, b] = [from.split("/"), to.split("/")];
  if (a.slice(0, 3).join("/") !== b.slice(0, 3).join("/")) return undefined;
  let same = 0;
  while (same < a.length - 1 && same < b.length - 1 && a[same] === b[same]) same++;
  const up = a.length - 1 - same;
  const down = b.slice(same).map((part) => decoded(part));
  return [...(up === 0 ? ["."] : Array<string>(up).fill("..")), ...down].join("/");
}
