import type { Finding } from "../finding";
import type { WorkspaceFile } from "../index/workspace";
import { nearest } from "../nearest";
import { CHECKS } from "./all.generated";

/** Codes and areas in `checks` of a `counting-house.yaml` that no check has: a slip there silences nothing, or keeps silent. */
export function unknownCodes(file: WorkspaceFile): Finding[] {
  return file.documents.flatMap((document) => {
    if (document.kind !== "counting-house") return [];
    return [...document.model.checks.entries.values()].flatMap(({ key }): Finding[] => {
      if (isKnown(key.value)) return [];
      const meant = nearest(key.value, [...CODES, ...AREAS]);
      return [
        {
          code: "yaml/unknown-key",
          severity: "error",
          at: key,
          message: meant
            ? {
                en: `There is no check ${key.value}; did you mean ${meant}?`,
                zh: `没有检查 ${key.value}，是不是 ${meant}？`,
              }
            : { en: `There is no check ${key.value}.`, zh: `没有检查 ${key.value}。` },
          fixes: () =>
            meant
              ? [
                  {
                    title: { en: `Change to ${meant}`, zh: `改为 ${meant}` },
                    preferred: true,
                    edits: [{ at: key, newText: meant }],
                  },
                ]
              : [],
        },
      ];
    });
  });
}

const CODES: readonly string[] = CHECKS.map(({ code }) => code);
const AREAS: readonly string[] = [...new Set(["yaml", ...CODES.map((code) => code.split("/")[0]!)])];

function isKnown(code: string): boolean {
  return CODES.includes(code) || AREAS.includes(code) || code.startsWith("yaml/");
}
