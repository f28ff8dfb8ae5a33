import type { Case, Correspondence } from "./library";

const TOKEN = /"[^"]*"|[A-Za-z_]\w*|\d+(?:\.\d+)?|<=|>=|[-+*/(),<>]/g;
const ROUNDING: Readonly<Record<string, string | undefined>> = { rd: "down", ru: "up" };

/**
 * A formula of the library in the file's names. `step` is the step whose rule will hold it; what belongs to other
 * steps is put in as a value.
 */
export function translate(formula: string, item: Case, { names }: Correspondence, step?: string): string {
  const values = new Map(Object.entries(item.inputs));
  for (const { name, value } of item.lets) values.set(name, value);
  const open: (string | undefined)[] = [];
  let mode: string | undefined;
  // A refund's share of a part: amounts are multiplied by the ratio, not by each other.
  const source = formula.replace(/(\w+)\*(\w+)\/([a-z]+)/g, "$1*($2/$3)");
  const out = (source.match(TOKEN) ?? []).map((token) => {
    if (token === "r2" || token in ROUNDING) {
      mode = ROUNDING[token] ?? "default";
      return "round";
    }
    if (token === "(") {
      open.push(mode);
      mode = undefined;
      return token;
    }
    if (token === ")") {
      const closing = open.pop();
      return closing === undefined || closing === "default" ? token : `, ${closing})`;
    }
    const value = values.get(token);
    if (value === undefined) return token;
    const meaning = names[token];
    if (!meaning) return value;
    if ("input" in meaning) return !meaning.steps || meaning.steps.includes(step ?? "") ? meaning.input : value;
    return meaning.step === undefined || meaning.step === step ? meaning.amount : value;
  });
  return out.join(" ").replaceAll(" ,", ",").replace(/^- /, "-").replaceAll("( - ", "(-");
}
