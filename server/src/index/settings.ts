import type { Severity } from "../finding";
import type { WorkspaceDocument } from "./documents";

/** What `counting-house.yaml` says, with defaults. */
export interface Settings {
  readonly document: WorkspaceDocument | undefined;
  /** Severity by check code or by area; the longest match wins. */
  readonly severities: ReadonlyMap<string, Severity | "off">;
  readonly regulation: { readonly profile: string; readonly asOf: string | undefined };
  readonly calendar: { readonly country: string | undefined; readonly file: string | undefined };
  readonly glossaryScope: readonly string[];
  readonly exclude: readonly string[];
  /** A project's own purposes and events, each like a built-in one. */
  readonly purposes: ReadonlyMap<string, string>;
  readonly events: ReadonlyMap<string, string>;
}

const DEFAULT_GLOSSARY_SCOPE = ["**/*.{yaml,yml,md}"];

export function settingsOf(document: WorkspaceDocument | undefined): Settings {
  const model = document?.model;
  const likes = (of: "purposes" | "events") =>
    new Map([...(model?.[of].entries ?? [])].map(([name, entry]) => [name, entry.value.like?.value ?? ""]));
  return {
    document,
    severities: new Map(
      [...(model?.checks.entries ?? [])].map(([code, entry]) => [code, entry.value.value as Severity | "off"]),
    ),
    regulation: { profile: model?.regulation?.profile?.value ?? "none", asOf: model?.regulation?.as_of?.value },
    calendar: { country: model?.calendar?.country?.value, file: model?.calendar?.file?.value },
    glossaryScope:
      model && model.glossary_scope.length > 0
        ? model.glossary_scope.map((glob) => glob.value)
        : DEFAULT_GLOSSARY_SCOPE,
    exclude: model?.exclude.map((glob) => glob.value) ?? [],
    purposes: likes("purposes"),
    events: likes("events"),
  };
}

/** The severity a project gives to a code: by the code itself, else by its area (`post`), else undefined. */
export function severityFor(settings: Settings, code: string): Severity | "off" | undefined {
  return settings.severities.get(code) ?? settings.severities.get(code.split("/")[0] ?? "");
}
