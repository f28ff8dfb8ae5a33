import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from "vscode-languageserver-types";
import type { Finding, Severity } from "../finding";
import { type FeatureContext, rangeOf, say } from "./context";

/** Where the pages of the checks are published; the same pages come with the product for reading offline. */
export const PAGES = "https://counting-house.example/docs/checks";

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** A finding in the words of the protocol and in the reader's language. */
export function toDiagnostic(context: FeatureContext, finding: Finding): Diagnostic {
  return {
    range: rangeOf(context, finding.at),
    severity: SEVERITIES[finding.severity],
    code: finding.code,
    codeDescription: { href: `${PAGES}/${finding.code}.md` },
    source: "counting-house",
    message: say(context, finding.message),
    ...(finding.tag
      ? { tags: [finding.tag === "unnecessary" ? DiagnosticTag.Unnecessary : DiagnosticTag.Deprecated] }
      : {}),
    ...(finding.related && finding.related.length > 0
      ? {
          relatedInformation: finding.related.map(({ at, message }) => ({
            location: { uri: at.segment.uri, range: rangeOf(context, at) },
            message: say(context, message),
          })),
        }
      : {}),
  };
}
