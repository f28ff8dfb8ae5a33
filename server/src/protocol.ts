// What the client and the server say to each other beside the Language Server Protocol.
import type { Searchable } from "./glossary/search";
import type { Locale, Text } from "./l10n/text";

/** `initializationOptions` of the client. */
export interface ClientOptions {
  /** The language of hovers and messages: the editor's, or the one the user chose in the settings. */
  readonly locale: Locale;
}

/** Request without parameters; answers with {@link Glossary}. */
export const glossaryRequest = "countingHouse/glossary";

/** Request with {@link TermParams}; answers with {@link TermCard}, or null when no glossary has the term. */
export const termRequest = "countingHouse/term";

/** Request without parameters; answers with {@link TermUse}s: which terms the workspace uses, and how often. */
export const usedTermsRequest = "countingHouse/usedTerms";

/** Request with {@link TermParams}; answers with {@link TermUsages}. */
export const termUsagesRequest = "countingHouse/termUsages";

/** Request with {@link AddTermParams}; answers with {@link AddedTerm}. */
export const addTermRequest = "countingHouse/addTerm";

/** Request with {@link TermParams}; answers with the term as a page of HTML for printing, in the reader's language, or null. */
export const termPageRequest = "countingHouse/termPage";

/** Notification without parameters: a glossary file changed; ask again. */
export const glossaryChangedNotification = "countingHouse/glossaryChanged";

/** Notification with {@link IndexStatus}. */
export const statusNotification = "countingHouse/status";

/** A command of the client that hovers may link to; its argument is a term's id. */
export const openTermCommand = "countingHouse.openTerm";

/** Another; shows where the term stands in the workspace. */
export const findTermCommand = "countingHouse.findTerm";

export interface Glossary {
  /** In the order in which they are shown; categories without a term are left out. */
  readonly categories: readonly GlossaryCategory[];
  readonly terms: readonly GlossaryEntry[];
}

export interface GlossaryCategory {
  readonly id: string;
  readonly title: Text;
}

/** What lists and searches need of a term; see `glossary/search.ts`. */
export interface GlossaryEntry extends Searchable {
  readonly id: string;
  /** The id of a {@link GlossaryCategory}. */
  readonly category: string;
  /** `built-in`, or the path in the workspace of the team's glossary that defines or overlays the term. */
  readonly source: string;
  /** The trade uses the word in more than one sense. */
  readonly hasSenses: boolean;
  /** The card cites a regulation. */
  readonly hasRegulation: boolean;
}

export interface TermParams {
  readonly id: string;
}

/** How often a term stands in the workspace's files, glossaries aside. */
export interface TermUse {
  readonly id: string;
  readonly count: number;
}

/** Where a term stands in the workspace: ledger files, and what `glossary_scope` names. */
export interface TermUsages {
  readonly total: number;
  /** The first of them, by file and place. */
  readonly usages: readonly TermUsage[];
  /** Files were left out for their number or size; the total is a lower bound. */
  readonly incomplete: boolean;
}

export interface TermUsage {
  readonly place: SourcePlace;
  /** Path in the workspace. */
  readonly file: string;
  /** The line around the word, cut to what can be read at a glance. */
  readonly before: string;
  readonly matched: string;
  readonly after: string;
}

export interface AddTermParams {
  readonly word: string;
  /** The file the word was chosen in; the nearest glossary at or above it takes the card. */
  readonly uri: string;
}

/** A change that puts a new card, or a sense of an existing term, into a team's glossary, and where to go on writing. */
export interface AddedTerm {
  readonly uri: string;
  /** The file is to be made first. */
  readonly isNew: boolean;
  readonly edit: { readonly range: SourcePlace["range"]; readonly newText: string };
  /** The text of the new definition, to be selected after the edit. */
  readonly selection: SourcePlace["range"];
}

/** One term, whole. A text that a team's glossary gives in one language only stands in both. */
export interface TermCard {
  readonly id: string;
  readonly name: string;
  readonly en: string;
  readonly pinyin: string;
  readonly aliases: readonly string[];
  readonly narrower: readonly string[];
  readonly category: Text;
  readonly status: "approved" | "draft" | "disputed" | "outdated";
  /** At least one; a single sense has no label. */
  readonly senses: readonly CardSense[];
  readonly examples: readonly Text[];
  readonly warnings: readonly CardWarning[];
  readonly entries: readonly CardEntry[];
  readonly confusedWith: readonly CardContrast[];
  readonly avoid: readonly CardAvoid[];
  /** The name for code and tables. */
  readonly identifier?: string;
  readonly regulation: readonly CardRegulation[];
  readonly related: readonly CardLink[];
  /** When the facts were last checked: `2026-11`. */
  readonly asOf?: string;
  /** The card as Markdown without command links, for the clipboard. */
  readonly markdown: Text;
}

export interface CardSense {
  readonly label?: Text;
  readonly usedBy?: Text;
  readonly definition: Text;
  /** The team's glossary that gives this sense; left out for the built-in one. */
  readonly source?: Text;
}

export interface CardWarning {
  /** What is warned of, in words: changed, disputed … */
  readonly kind?: Text;
  readonly text: Text;
  /** ISO 8601 day, month or year from which what the text says holds. */
  readonly since?: string;
}

/** One 借/贷 line; the amount is source text, never a number. */
export interface CardEntry {
  readonly debit?: Text;
  readonly credit?: Text;
  readonly amount?: string;
  readonly note?: Text;
}

/** A term by its headword; without an id when no glossary has it. */
export interface CardLink {
  readonly id?: string;
  readonly name: string;
}

export interface CardContrast extends CardLink {
  readonly why?: Text;
}

export interface CardAvoid {
  readonly kind: "word" | "identifier";
  readonly word: string;
  readonly reason?: Text;
}

export interface CardRegulation {
  readonly document: Text;
  /** ISO 8601 day, month or year. */
  readonly date?: string;
  /** `in_force`, `superseded`, `repealed`, `draft` or a team's own word. */
  readonly status?: string;
  readonly supersededBy?: Text;
  readonly note?: Text;
}

export interface IndexStatus {
  readonly state: "indexing" | "ready" | "error";
  /** Ledger files read so far, or in all when ready. */
  readonly files: number;
  /** What went wrong, in the reader's language. */
  readonly message?: string;
}

/** Request with {@link PlaceParams}; answers with {@link PostingPreview}, or null where no rule or scenario stands. */
export const previewRequest = "countingHouse/preview";

/** Request with {@link FlowParams}; answers with {@link MoneyFlow}, or null where there is nothing to draw. */
export const flowRequest = "countingHouse/flow";

/** Request without parameters; answers with the {@link TestItem}s of all ledgers. */
export const testsRequest = "countingHouse/tests";

/** Request with {@link RunTestParams}; answers with {@link TestResult}. */
export const runTestRequest = "countingHouse/runTest";

/** Request with {@link MembershipParams}; answers with a sentence, or null for a file that belongs to no ledger. */
export const membershipRequest = "countingHouse/membership";

export interface MembershipParams {
  readonly uri: string;
}

/** A position in a file, as in the Language Server Protocol. */
export interface PlaceParams {
  readonly uri: string;
  readonly position: { readonly line: number; readonly character: number };
}

/** A range in a file. */
export interface SourcePlace {
  readonly uri: string;
  readonly range: {
    readonly start: { readonly line: number; readonly character: number };
    readonly end: { readonly line: number; readonly character: number };
  };
}

/** An account as previews and pictures show it. */
export interface AccountName {
  readonly code: string;
  readonly name: string;
  /** Given when the ledger has several entities. */
  readonly entity?: string;
}

/** One 借/贷 line. Amounts are exact decimals in major units, never numbers. */
export interface PreviewLeg {
  readonly side: "debit" | "credit";
  readonly account: AccountName;
  /** The expression as written. */
  readonly expression: string;
  /** The computed amount where inputs are known. */
  readonly amount?: string;
  readonly currency?: string;
  readonly dimensions?: string;
  /** `day_end`, `buffered`, `on_reconciliation`: waits; left out when posted at once. */
  readonly timing?: string;
  readonly red?: boolean;
  readonly place?: SourcePlace;
}

/** A balance with its side; zero has no side. */
export interface PreviewBalance {
  readonly account: AccountName;
  readonly currency: string;
  readonly debit?: string;
  readonly credit?: string;
}

/** A T-account: what was posted on either side, and the balance that remains. */
export interface TAccount {
  readonly account: AccountName;
  readonly currency: string;
  readonly debits: readonly string[];
  readonly credits: readonly string[];
  readonly balance: PreviewBalance;
}

/** One step of a scenario, or one example of a rule. */
export interface PreviewStep {
  readonly title: string;
  /** `2026-03-10 10:00`, scenarios only. */
  readonly at?: string;
  readonly accountingDate?: string;
  /** The rule that was applied. */
  readonly rule?: string;
  readonly legs: readonly PreviewLeg[];
  /** Balances that this step changed, after it. */
  readonly balances: readonly PreviewBalance[];
  /** What went wrong here, in the reader's language. */
  readonly problems: readonly string[];
  readonly place?: SourcePlace;
}

/** What the posting preview shows for the rule or scenario at a place. */
export interface PostingPreview {
  readonly kind: "rule" | "scenario";
  readonly id: string;
  readonly title: string;
  /** The rule's entry as written; empty for a scenario. */
  readonly entry: readonly PreviewLeg[];
  /** The verdict of the balance proof in the reader's language; rules only. */
  readonly proof?: {
    readonly verdict: "proved-symbolic" | "proved-exhaustive" | "refuted" | "unproven";
    readonly text: string;
  };
  readonly steps: readonly PreviewStep[];
  readonly tAccounts: readonly TAccount[];
  /** Debits and credits per entity and currency at the end. */
  readonly trialBalance: readonly {
    readonly entity: string;
    readonly currency: string;
    readonly debit: string;
    readonly credit: string;
    readonly rows: readonly PreviewBalance[];
  }[];
}

export interface FlowParams extends Partial<PlaceParams> {
  readonly scope: "rule" | "scenario" | "workspace";
}

/** Accounts and the money between them. */
export interface MoneyFlow {
  readonly title: string;
  readonly nodes: readonly FlowNode[];
  readonly edges: readonly FlowEdge[];
}

export interface FlowNode {
  readonly id: string;
  readonly account: AccountName;
  /** Whose money: clients', our own, or neither (pass-through, memo). */
  readonly owner: "client" | "own" | "other";
  /** The purpose in the reader's language. */
  readonly purpose?: string;
  /** Mirrors a bank account: money on it is real. */
  readonly bank: boolean;
  readonly place?: SourcePlace;
}

/** Where the value comes from and goes to: from the account that falls to the one that rises; where both rise or fall, from debit to credit. */
export interface FlowEdge {
  readonly from: string;
  readonly to: string;
  /** Real money moves between bank accounts; everything else is an obligation. */
  readonly real: boolean;
  readonly deferred: boolean;
  /** Rule or step, with the amount or expression. */
  readonly label: string;
  readonly place?: SourcePlace;
}

/** A scenario, or a rule with examples, as the test explorer shows it. */
export interface TestItem {
  readonly id: string;
  readonly label: string;
  readonly kind: "scenario" | "example";
  readonly place: SourcePlace;
  /** The id of the rule or file the item stands under. */
  readonly group: string;
}

export interface RunTestParams {
  readonly id: string;
}

export interface TestResult {
  readonly id: string;
  readonly passed: boolean;
  readonly milliseconds: number;
  readonly failures: readonly {
    readonly message: string;
    readonly place: SourcePlace;
    readonly expected?: string;
    readonly actual?: string;
  }[];
  /** The steps with the balances after each, for showing them inline. */
  readonly steps: readonly PreviewStep[];
}
