import type { Dimensions } from "./types";

export const NO_DIMENSIONS: Dimensions = new Map();

const NAME_END = "\u0001";
const VALUE_END = "\u0002";

/** A text that is the same for the same dimensions, in whatever order they were written. */
export function dimensionKey(dimensions: Dimensions): string {
  if (dimensions.size === 0) return "";
  const names = dimensions.size === 1 ? [...dimensions.keys()] : [...dimensions.keys()].sort();
  let key = "";
  for (const name of names) key += name + NAME_END + dimensions.get(name) + VALUE_END;
  return key;
}

/** Whether `dimensions` has every value of `wanted`. */
export function matches(dimensions: Dimensions, wanted: Dimensions): boolean {
  for (const [name, value] of wanted) if (dimensions.get(name) !== value) return false;
  return true;
}
