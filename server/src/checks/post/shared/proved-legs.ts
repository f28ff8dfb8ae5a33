import type { ProductProof } from "../../../index/engine/proof-of-rule";

/** All legs that count in the balance stand on one side: post/one-sided speaks of it. A red leg stands for both sides. */
export function isOneSided({ legs }: ProductProof): boolean {
  const counted = legs.filter(({ place }) => !place.memo);
  if (counted.some(({ item }) => item.red?.value)) return false;
  return new Set(counted.map(({ place }) => place.side)).size === 1;
}

/** Legs in the books of more than one entity. */
export function severalEntities({ legs }: ProductProof): boolean {
  return new Set(legs.filter(({ place }) => !place.memo).map(({ place }) => place.entity)).size > 1;
}
