import type { Finding } from "../finding";
import { type MapNode, type Pair, sourceOf } from "../yaml/nodes";
import type { SchemaView } from "./view";

/**
 * Text in `{ … }` that a comma cuts in two: in `{ amount: max(a, b) }` the amount is `max(a` and `b)` a key without a
 * value. An expression is broken by that (an error); of a note only the end is lost (a warning).
 */
export function splitText(pair: Pair, map: MapNode, view: SchemaView | undefined): Finding | undefined {
  if (!map.flow || pair.value || pair.key.style !== "plain") return undefined;
  const tail = map.pairs.indexOf(pair);
  let head = tail - 1;
  while (head >= 0 && !map.pairs[head]!.value) head--;
  const before = map.pairs[head];
  const value = before?.value;
  if (!before || value?.kind !== "scalar" || value.style !== "plain" || value.type !== "string") return undefined;
  const place = view?.property(before.key.value, map);
  const expression = place?.annotation("x-expression") !== undefined;
  if (!expression && (place?.values()?.closed || !/[\s\P{ASCII}]/u.test(value.value + pair.key.value)))
    return undefined;
  const first = map.pairs[head + 1]!;
  let last = tail;
  while (map.pairs[last + 1] && !map.pairs[last + 1]!.value) last++;
  const whole = { segment: value.segment, start: value.start, end: map.pairs[last]!.key.end };
  return {
    code: "yaml/unquoted",
    severity: expression ? "error" : "warning",
    at: first.key,
    message: {
      en: `The comma ends \`${before.key.value}\` here, and \`${first.key.value}\` is read as a key of its own. Put the whole text in quotes.`,
      zh: `“${before.key.value}”的内容到逗号就断开了，“${first.key.value}”被读成另一个键。请给整段文字加引号。`,
    },
    fixes: () => [
      {
        title: { en: "Quote the whole text", zh: "给整段文字加引号" },
        preferred: true,
        edits: [{ at: whole, newText: JSON.stringify(sourceOf(whole)) }],
      },
    ],
  };
}
