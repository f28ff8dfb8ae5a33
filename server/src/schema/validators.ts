import type { ErrorObject } from "ajv";
import type { Kind } from "./registry";
import { validatorName } from "./validator-name";
import * as compiled from "./validators.generated.js";

/** A validator precompiled by ajv; it leaves its errors on itself. */
export interface Validator {
  (value: unknown): boolean;
  errors?: ErrorObject[] | null;
}

/** The validator of a whole file (`list` empty; its top-level lists emptied) or of one item of a top-level list. */
export function validatorOf(kind: Kind, list: string): Validator | undefined {
  return (compiled as unknown as Readonly<Record<string, Validator>>)[validatorName(kind, list)];
}
