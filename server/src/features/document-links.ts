import type { DocumentLink } from "vscode-languageserver-types";
import { resolve } from "../index/grouping";
import { type FeatureContext, rangeOf } from "./context";

/** Links to the files that `chart`, `channels`, `posting_rules` and `imports` name; nothing outside the folders that are open. */
export function documentLinks(context: FeatureContext, uri: string): DocumentLink[] {
  const links: DocumentLink[] = [];
  for (const document of context.workspace.file(uri)?.documents ?? []) {
    for (const { role, spaces, name, at } of document.symbols.occurrences) {
      if (role !== "reference" || spaces[0] !== "path" || /^[a-z][a-z\d+.-]*:/i.test(name) || name.startsWith("/"))
        continue;
      const target = resolve(uri, name);
      const known = context.workspace.file(target) !== undefined;
      const inside = context.workspace.folders.some((folder) => target.startsWith(`${folder}/`));
      if (known || inside) links.push({ range: rangeOf(context, at), target });
    }
  }
  return links;
}
