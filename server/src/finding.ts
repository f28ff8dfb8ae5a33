import type { Text } from "./l10n/text";
import type { Span } from "./yaml/nodes";

export type Severity = "error" | "warning" | "info" | "hint";

/** A replacement of source text; an empty span inserts. */
export interface Edit {
  readonly at: Span;
  readonly newText: string;
}

/** A repair a user can apply. Applying it removes its finding and adds none. */
export interface Fix {
  readonly title: Text;
  readonly edits: readonly Edit[];
  /** Safe to apply without looking: part of "fix all". */
  readonly preferred?: boolean;
}

/** Something a user should know about a place in a file. One cause gives one finding. */
export interface Finding {
  /** Stable code `area/name`. */
  readonly code: string;
  readonly severity: Severity;
  /** The tightest range: the key for an unknown key, the value for a bad value. */
  readonly at: Span;
  readonly message: Text;
  /** Other places that belong to the same cause, possibly in other files. */
  readonly related?: readonly { readonly at: Span; readonly message: Text }[];
  /** Repairs, computed when asked for. */
  readonly fixes?: () => readonly Fix[];
  /** Greyed out (unused) or struck through (deprecated) in the editor. */
  readonly tag?: "unnecessary" | "deprecated";
}
