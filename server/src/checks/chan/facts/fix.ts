import type { Edit, Fix } from "../../../finding";

/** A fix by its title in both languages; `preferred` only where it is certainly right. */
export function fix(en: string, zh: string, edits: readonly Edit[], preferred = false): Fix {
  return { title: { en, zh }, preferred, edits };
}
