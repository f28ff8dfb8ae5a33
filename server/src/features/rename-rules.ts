import type { AnyDocument } from "../index/documents";
import type { In, Ledger } from "../index/ledger";
import type { Occurrence, Space } from "../index/symbols";
import type { Text } from "../l10n/text";
import { lastName } from "../uri";
import { offsetsOf } from "../yaml/nodes";
import { LOCAL } from "./amount-names";

/** What can be renamed, with what it is called. */
const RENAMEABLE: Readonly<Partial<Record<Space, Text>>> = {
  account: { en: "account", zh: "科目" },
  bank_account: { en: "bank account", zh: "银行账户" },
  subledger: { en: "subledger", zh: "分户" },
  rule: { en: "rule", zh: "规则" },
  product: { en: "product", zh: "产品" },
  channel: { en: "channel", zh: "渠道" },
  route: { en: "route", zh: "路由" },
  scenario: { en: "scenario", zh: "算例" },
  step: { en: "step", zh: "步骤" },
  input: { en: "input", zh: "输入项" },
  amount: { en: "amount", zh: "命名金额" },
  tender: { en: "tender", zh: "支付方式" },
  term: { en: "term", zh: "术语" },
};

/** Names every event brings along, and guards that look at something of their own: not a file's to rename. */
const BUILT_IN_INPUTS: ReadonlySet<string> = new Set([
  "event",
  "status",
  "accounting_date",
  ...[
    "channel",
    "bank",
    "fee_mode",
    "tender",
    "kind",
    "flow",
    "outcome",
    "direction",
    "period",
    "settled",
    "order_state",
  ],
]);

const NAME_IN_AMOUNTS = /^[\p{L}_][\p{L}\p{M}\p{N}_]*$/u;
const WORDS_OF_AMOUNTS: ReadonlySet<string> = new Set(["rest", "true", "false", "product", "original", "prior"]);
const MAX_LENGTH = 64;

/** Why a name cannot get another one, whatever that is; undefined when it can. */
export function whyFixed(occurrence: Occurrence, definition: Occurrence | undefined): Text | undefined {
  const space = definition?.spaces[0] ?? occurrence.spaces[0] ?? "path";
  const { name } = occurrence;
  if (!RENAMEABLE[space])
    return {
      en: `\`${name}\` is a word of the format and cannot be renamed here.`,
      zh: `\`${name}\` 是格式规定的词，不能在这里重命名。`,
    };
  if (space === "input" && BUILT_IN_INPUTS.has(name))
    return {
      en: `\`${name}\` is a name that guards and events read by themselves; it cannot be renamed.`,
      zh: `\`${name}\` 由适用条件和事件直接读取，不能重命名。`,
    };
  if (!definition && !LOCAL.has(space))
    return {
      en: `\`${name}\` is not defined in this workspace, so it cannot be renamed.`,
      zh: `\`${name}\` 不在本工作区中定义，无法重命名。`,
    };
  return undefined;
}

/** Why a text cannot be a name of this kind; undefined when it can. */
export function invalidName(space: Space, name: string): Text | undefined {
  if (name === "" || name.length > MAX_LENGTH || /[\r\n\t\p{Cc}]/u.test(name))
    return {
      en: `A name has 1 to ${MAX_LENGTH} characters on one line.`,
      zh: `名称为单行，1 到 ${MAX_LENGTH} 个字符。`,
    };
  const inAmounts = space === "input" || space === "amount";
  if (inAmounts && (!NAME_IN_AMOUNTS.test(name) || WORDS_OF_AMOUNTS.has(name)))
    return WORDS_OF_AMOUNTS.has(name)
      ? {
          en: `\`${name}\` has a meaning of its own in amounts; choose another name.`,
          zh: `\`${name}\` 在金额表达式里另有含义，请换一个名称。`,
        }
      : {
          en: `\`${name}\` cannot be used in amounts: a name has letters, digits and underscores and begins with no digit.`,
          zh: `\`${name}\` 不能用于金额表达式：名称由文字、数字和下划线组成，且不以数字开头。`,
        };
  if (space === "account" && /[:"\\]/.test(name))
    return {
      en: `An account code has no \`:\`, quotes or backslashes: \`entity:code\` names an account of another entity.`,
      zh: "科目代码不能含 `:`、引号或反斜杠：`主体:代码` 表示其他主体的科目。",
    };
  return undefined;
}

/** What already has the new name where the old one is known; undefined when nothing has. */
export function clash(
  ledger: Ledger,
  places: readonly In<Occurrence, AnyDocument>[],
  space: Space,
  name: string,
): Text | undefined {
  const taken = LOCAL.has(space)
    ? localClash(places, space, name)
    : ledger
        .definitions(space, name)
        .filter(({ document }) => space !== "account" || places.some((place) => place.document === document))[0];
  const what = RENAMEABLE[taken?.item.spaces[0] ?? space];
  if (!taken || !what) return undefined;
  const lines = taken.document.file.lines;
  const line = lines.positionAt(offsetsOf(taken.item.at).start).line + 1;
  const file = lastName(taken.document.uri);
  return {
    en: `There is already ${/^[aeiou]/.test(what.en) ? "an" : "a"} ${what.en} \`${name}\` (${file}, line ${line}).`,
    zh: `已有${what.zh} \`${name}\`（${file} 第 ${line} 行）。`,
  };
}

/** A name is taken when any place that would change could see it: its own item, or the head of its file. */
function localClash(
  places: readonly In<Occurrence, AnyDocument>[],
  space: Space,
  name: string,
): In<Occurrence, AnyDocument> | undefined {
  const spaces: readonly Space[] = space === "input" || space === "amount" ? ["input", "amount"] : [space];
  const items = new Set(places.map(({ item }) => item.item));
  const documents = new Set(places.map(({ document }) => document));
  // A name in the head of a file is seen from all its items, and theirs would hide it.
  const heads = new Set(places.filter(({ item }) => item.role === "definition" && !item.item).map((p) => p.document));
  const sees = (item: Occurrence, document: AnyDocument) => items.has(item.item) || heads.has(document);
  for (const document of documents) {
    const defined = spaces.flatMap((each) => document.symbols.definitionsOf(each, name));
    for (const item of defined) if (item.item === undefined || sees(item, document)) return { item, document };
    // A name nobody declares is an input all the same.
    const used = spaces.flatMap((each) => document.symbols.referencesTo(each, name));
    for (const item of used) if (item.owner !== "original" && sees(item, document)) return { item, document };
  }
  return undefined;
}
