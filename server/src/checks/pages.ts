import type { Text } from "../l10n/text";
import type { Check } from "./check";

/**
 * The documentation of a check: source of `docs/checks/<code>.md` and of its fixtures. `bad` and `good` are texts of
 * one or several files (see `test/support/files.ts`); in `bad`, lines `# ^^^ code: message` stand under what is reported.
 * Pages are declared under the label `DOCS`, which the bundler drops, so that the server does not carry them.
 */
export interface CheckPage {
  readonly why: Text;
  readonly fix: Text;
  readonly bad: string;
  readonly good: string;
  /** When the check stays silent although it could speak. */
  readonly silent: Text;
  /** Minutes of the practitioners' log, cases of the library, documents. */
  readonly sources?: readonly string[];
  /** For regulatory checks: the documents with the day from which they hold. */
  readonly documents?: readonly { readonly title: string; readonly from: string }[];
}

const pages = new Map<string, CheckPage>();

export function page(check: Check, text: CheckPage): void {
  pages.set(check.code, text);
}

export function pageOf(code: string): CheckPage | undefined {
  return pages.get(code);
}
