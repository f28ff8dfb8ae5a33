import { type FeatureContext, inGlossaryScope } from "../features/context";
import { openTexts, type ScopeText } from "../features/term-usages";
import type { Host } from "./host";

/** Files and units of text that are read for one answer. */
const MOST_FILES = 5_000;
const MOST_UNITS = 64 * 1024 * 1024;

/**
 * Every text of the workspace in which terms count: what the service knows already, as it stands in the editor, and from the disk the other files that
 * `glossary_scope` names.
 */
export class ScopeTexts implements AsyncIterable<ScopeText> {
  /** Whether files were left out, for their number or their size. */
  incomplete = false;

  constructor(
    private readonly context: FeatureContext,
    private readonly host: Host,
  ) {}

  async *[Symbol.asyncIterator](): AsyncGenerator<ScopeText> {
    const { context } = this;
    yield* openTexts(context);
    const wanted = (uri: string) => context.workspace.file(uri) === undefined && inGlossaryScope(context, uri);
    let files = 0;
    let units = 0;
    for (const folder of context.workspace.folders)
      for await (const { uri, text } of this.host.texts(folder, wanted)) {
        if (++files > MOST_FILES || units > MOST_UNITS) {
          this.incomplete = true;
          return;
        }
        if (text === undefined) {
          this.incomplete = true;
          continue;
        }
        units += text.length;
        yield { uri, text, ours: false };
      }
  }
}
