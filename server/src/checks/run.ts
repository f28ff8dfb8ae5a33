import type { Finding, Fix } from "../finding";
import { Chart } from "../index/chart";
import type { AnyDocument } from "../index/documents";
import { factsOf, type RuleFacts } from "../index/engine/rule-facts";
import type { Ledger } from "../index/ledger";
import { severityFor } from "../index/settings";
import type { WorkspaceFile } from "../index/workspace";
import type { Rule } from "../model/types.generated";
import { offsetsOf, type Segment, type Span } from "../yaml/nodes";
import type { Check, CheckFinding, RuleIn } from "./check";
import { applySuppressions } from "./suppression";
import { unknownCodes } from "./unknown-codes";

/** Told when a check fails; the other checks go on. */
export type FaultReporter = (code: string, error: unknown) => void;

/** Rules judged by one check between two points where a caller can pause. */
const RULES_AT_ONCE = 20;

const NOTHING: readonly KeptFinding[] = [];

type RuleCheck = Extract<Check, { readonly on: "rule" }>;

/** A finding without the closure that makes its fixes, which would hold the files as they were. */
interface KeptFinding {
  readonly found: Omit<CheckFinding, "fixes">;
  readonly fixable: boolean;
}

interface RuleResults {
  readonly facts: RuleFacts;
  readonly byCode: Map<string, readonly KeptFinding[]>;
}

/**
 * Runs the catalogue. Findings of checks that look at one file only are kept as long as that file does not change, findings about a
 * rule as long as it and its facts do not; checks that need the whole ledger keep their last result while a file of it has syntax
 * errors.
 */
export class CheckRunner {
  private readonly perDocument = new WeakMap<AnyDocument, Map<string, readonly CheckFinding[]>>();
  private readonly perRule = new WeakMap<Rule, RuleResults>();
  private current: { readonly ledger: Ledger; readonly results: readonly RuleResults[] } | undefined;
  private readonly lastWhole = new Map<string, readonly CheckFinding[]>();

  constructor(
    private readonly checks: readonly Check[],
    private readonly onFault: FaultReporter,
  ) {}

  /** The findings of all checks for a ledger; yields often so that a caller can pause or give up. */
  *run(ledger: Ledger): Generator<undefined, readonly Finding[]> {
    const findings: Finding[] = [];
    const broken = brokenSegments(ledger);
    for (const check of this.checks) {
      const severity = severityFor(ledger.settings, check.code);
      const asked = severity !== undefined && severity !== "off";
      if (
        severity === "off" ||
        (check.offByDefault && !asked) ||
        (check.regulatory && ledger.regulationProfile !== "cn")
      )
        continue;
      const all = check.on === "rule" ? yield* this.ofRules(check, ledger) : this.findingsOf(check, ledger);
      for (const found of all) {
        if (broken.has(found.at.segment)) continue;
        findings.push({ ...found, code: check.code, severity: severity ?? found.severity ?? check.severity });
      }
      yield;
    }
    return findings;
  }

  private *ofRules(check: RuleCheck, ledger: Ledger): Generator<undefined, readonly CheckFinding[]> {
    const all: CheckFinding[] = check.beside ? [...this.guarded(check.code, () => check.beside!(ledger))] : [];
    const told = new Map<Segment, Set<number>>();
    const results = this.resultsOf(ledger);
    let judged = 0;
    for (const [i, rule] of ledger.rules().entries()) {
      const { byCode } = results[i]!;
      let findings = byCode.get(check.code);
      if (!findings) {
        findings = keptOf(this.guarded(check.code, () => check.run(ledger, rule)));
        byCode.set(check.code, findings);
        if (++judged % RULES_AT_ONCE === 0) yield;
      }
      if (findings.length === 0) continue;
      for (const [nth, { found, fixable }] of findings.entries()) {
        if (!contains(rule.item.node, found.at)) {
          // What stands outside, a named amount say, serves many rules; it is reported once.
          const starts = told.get(found.at.segment) ?? new Set();
          told.set(found.at.segment, starts);
          if (starts.has(found.at.start)) continue;
          starts.add(found.at.start);
        }
        all.push(fixable ? { ...found, fixes: () => this.fixesOf(check, ledger, rule, nth) } : found);
      }
    }
    return all;
  }

  private fixesOf(check: RuleCheck, ledger: Ledger, rule: RuleIn, nth: number): readonly Fix[] {
    return this.guarded(check.code, () => check.run(ledger, rule))[nth]?.fixes?.() ?? [];
  }

  /** What is known of each rule of a ledger, in their order. */
  private resultsOf(ledger: Ledger): readonly RuleResults[] {
    if (this.current?.ledger === ledger) return this.current.results;
    const results = ledger.rules().map((rule) => {
      const facts = factsOf(ledger, rule);
      const before = this.perRule.get(rule.item);
      if (before?.facts === facts) return before;
      const results = { facts, byCode: new Map() };
      this.perRule.set(rule.item, results);
      return results;
    });
    this.current = { ledger, results };
    return results;
  }

  private findingsOf(check: Exclude<Check, RuleCheck>, ledger: Ledger): readonly CheckFinding[] {
    switch (check.on) {
      case "chart":
        return ledger.charts.flatMap((chart) =>
          this.kept(chart.document, check, () => check.run(Chart.of(chart.document))),
        );
      case "rules":
        return ledger.rulesDocuments.flatMap((document) => this.kept(document, check, () => check.run(document)));
      case "channels":
        return ledger.channelsDocuments.flatMap((document) => this.kept(document, check, () => check.run(document)));
      case "ledger": {
        const key = `${check.code} ${ledger.root} ${ledger.documents[0]?.uri}`;
        if (check.wholeLedger && !ledger.complete) {
          const current = currentSegments(ledger);
          return (this.lastWhole.get(key) ?? []).filter((found) => current.has(found.at.segment));
        }
        const found = this.guarded(check.code, () => check.run(ledger));
        if (check.wholeLedger) this.lastWhole.set(key, found);
        return found;
      }
    }
  }

  private kept(document: AnyDocument, check: Check, run: () => Iterable<CheckFinding>): readonly CheckFinding[] {
    const known = this.perDocument.get(document) ?? new Map<string, readonly CheckFinding[]>();
    this.perDocument.set(document, known);
    const found = known.get(check.code) ?? this.guarded(check.code, run);
    known.set(check.code, found);
    return found;
  }

  private guarded<F>(code: string, run: () => Iterable<F>): readonly F[] {
    try {
      return [...run()];
    } catch (error) {
      this.onFault(code, error);
      return [];
    }
  }
}

/** Findings by the URI of the file they stand in. */
export function groupByFile(findings: readonly Finding[]): Map<string, Finding[]> {
  const byFile = new Map<string, Finding[]>();
  for (const finding of findings) {
    const { uri } = finding.at.segment;
    const list = byFile.get(uri);
    if (list) list.push(finding);
    else byFile.set(uri, [finding]);
  }
  return byFile;
}

/**
 * What a user is shown for a file: its syntax and schema findings and what the checks found in it, with the severities
 * of `counting-house.yaml`, without what ignore comments silence. One cause gives one finding: where the schema already
 * speaks of a place, checks are silent.
 */
export function findingsFor(file: WorkspaceFile, ledger: Ledger | undefined, checked: readonly Finding[]): Finding[] {
  const taken = new Set(file.findings.filter(({ code }) => !SAYS_NOTHING_OF_THE_VALUE.has(code)).map(placeKey));
  const own: Finding[] = [];
  for (const finding of [...file.findings, ...unknownCodes(file)]) {
    const severity = ledger ? severityFor(ledger.settings, finding.code) : undefined;
    if (severity !== "off") own.push(severity ? { ...finding, severity } : finding);
  }
  for (const finding of checked) {
    if (!taken.has(placeKey(finding))) own.push(finding);
  }
  return applySuppressions(file.source, own).sort(
    (a, b) => offsetsOf(a.at).start - offsetsOf(b.at).start || (a.code < b.code ? -1 : 1),
  );
}

/** Findings about how a value is written or how often; what it means may be wrong besides. */
const SAYS_NOTHING_OF_THE_VALUE: ReadonlySet<string> = new Set(["yaml/repeated-item", "yaml/unquoted"]);

function placeKey(finding: Finding): string {
  const { start, end } = offsetsOf(finding.at);
  return `${start}-${end}`;
}

function keptOf(findings: readonly CheckFinding[]): readonly KeptFinding[] {
  if (findings.length === 0) return NOTHING;
  return findings.map(({ fixes, ...found }) => ({ found, fixable: fixes !== undefined }));
}

function contains(node: Span, at: Span): boolean {
  return at.segment === node.segment && at.start >= node.start && at.end <= node.end;
}

/** Segments with syntax errors: nothing semantic is said about them. */
function brokenSegments(ledger: Ledger): Set<Segment> {
  const broken = new Set<Segment>();
  for (const document of ledger.documents) {
    for (const parsed of document.file.segments) {
      if (parsed.findings.some((finding) => finding.severity === "error")) broken.add(parsed.segment);
    }
  }
  return broken;
}

function currentSegments(ledger: Ledger): Set<Segment> {
  return new Set(ledger.documents.flatMap((document) => document.file.segments.map((parsed) => parsed.segment)));
}
