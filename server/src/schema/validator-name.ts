import type { Kind } from "./registry";

/** The export of the generated module that holds a validator. */
export function validatorName(kind: Kind, list: string): string {
  return `${kind}_${list}`.replaceAll("-", "_");
}
