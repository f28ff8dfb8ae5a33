/**
 * Expands the body of a VS Code snippet with its defaults: `${1:text}` gives its text, `${1|a,b|}` its first choice, a bare
 * `$1` repeats what tab stop 1 has shown before, `$0` and an unset tab stop give nothing. `\$`, `\}` and `\\` are literal.
 *
 * Covers what the shipped snippets use; variables (`$TM_FILENAME`) and transforms are refused, so that a body that relies on
 * them cannot pass unseen.
 */
export function expandSnippet(body: readonly string[]): string {
  const shown = new Map<string, string>();
  const text = body.join("\n");
  let at = 0;

  const takeNumber = (): string => {
    const digits = /^\d+/.exec(text.slice(at));
    if (!digits) throw new Error(`no tab stop at ${at}: ${text.slice(at, at + 20)}`);
    at += digits[0].length;
    return digits[0];
  };

  const takeChoices = (): string => {
    const end = text.indexOf("|}", at);
    if (end < 0) throw new Error(`choice without an end at ${at}`);
    const [first = ""] = text.slice(at, end).split(",");
    at = end + 2;
    return first;
  };

  const takeBraced = (): string => {
    const tabStop = takeNumber();
    const mark = text[at];
    at += 1;
    if (mark === "}") return shown.get(tabStop) ?? "";
    if (mark !== ":" && mark !== "|") throw new Error(`unexpected ${mark} in tab stop ${tabStop}`);
    const value = mark === "|" ? takeChoices() : takeText(true);
    if (!shown.has(tabStop)) shown.set(tabStop, value);
    return value;
  };

  const takeText = (nested: boolean): string => {
    let result = "";
    while (at < text.length) {
      const character = text[at];
      at += 1;
      if (character === "\\" && /[\\$}]/.test(text[at] ?? "")) {
        result += text[at];
        at += 1;
      } else if (nested && character === "}") {
        return result;
      } else if (character !== "$") {
        result += character;
      } else if (text[at] === "{") {
        at += 1;
        result += takeBraced();
      } else {
        result += shown.get(takeNumber()) ?? "";
      }
    }
    if (nested) throw new Error("tab stop without an end");
    return result;
  };

  return takeText(false);
}
