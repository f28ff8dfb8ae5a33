import type { Text } from "../l10n/text";
import type { Perspective, TermStatus } from "./card";

/** The fixed words of a card. */
export const labels = {
  alsoCalled: { en: "Also", zh: "又称" },
  usedBy: { en: "used by", zh: "使用者" },
  example: { en: "Example", zh: "举例" },
  entries: { en: "Entries", zh: "分录" },
  debit: { en: "Debit", zh: "借" },
  credit: { en: "Credit", zh: "贷" },
  amount: { en: "Amount", zh: "金额" },
  note: { en: "Note", zh: "说明" },
  notToConfuse: { en: "Not to be confused with", zh: "不要混淆" },
  avoid: { en: "Avoid", zh: "避免使用" },
  regulation: { en: "Regulation", zh: "监管依据" },
  supersededBy: { en: "superseded by", zh: "取代文件：" },
  related: { en: "See also", zh: "相关" },
  asOf: { en: "Facts checked", zh: "内容核对于" },
  from: { en: "from", zh: "来自" },
  changedBy: { en: "Changed by", zh: "修改自" },
  open: { en: "Open in the glossary", zh: "在术语表中打开" },
  usages: { en: "Find usages", zh: "查找用处" },
  narrower: { en: "Explained on this card", zh: "本卡片一并说明" },
  narrowerName: {
    en: "is explained on this card, but is not another name of the term",
    zh: "在这张卡片里说明，但不是它的别名",
  },
  warnings: { en: "Mind", zh: "注意" },
  since: { en: "since", zh: "自" },
} satisfies Record<string, Text>;

export const perspectiveNames: Readonly<Record<Perspective, Text>> = {
  funds: { en: "seen by the money", zh: "按资金看" },
  platform: { en: "seen from the platform", zh: "站在平台一边看" },
  channel: { en: "seen from the channel", zh: "站在渠道一边看" },
  bank: { en: "seen from the bank", zh: "站在银行一边看" },
  merchant: { en: "seen from the merchant", zh: "站在商户一边看" },
};

/** What a warning is about, before its text. */
export const warningKinds: Readonly<Record<string, Text>> = {
  outdated: { en: "Changed", zh: "已变化" },
  disputed: { en: "Disputed", zh: "有争议" },
  unresolved: { en: "Never settled", zh: "业内无定论" },
  mistake: { en: "Common mistake", zh: "常见误解" },
};

/** What a reader must know about a card that is not approved. */
export const statusNotes: Readonly<Partial<Record<TermStatus, Text>>> = {
  draft: { en: "Draft: not yet reviewed", zh: "草稿：尚未审定" },
  disputed: { en: "Disputed: the trade does not agree on this term", zh: "有争议：业内说法不一" },
  outdated: { en: "Outdated: kept for reading old documents", zh: "已过时：仅供阅读旧资料" },
};

const regulationStates: Readonly<Record<string, Text>> = {
  in_force: { en: "in force", zh: "现行有效" },
  amended: { en: "in force as amended", zh: "现行有效（已修订）" },
  partly_superseded: { en: "partly superseded", zh: "部分被取代" },
  superseded: { en: "superseded", zh: "已被取代" },
  repealed: { en: "repealed", zh: "已废止" },
  expired: { en: "expired", zh: "已失效" },
  draft: { en: "draft for comment", zh: "征求意见稿" },
};

/** A regulation's status in words; a word of the team's own stays as it is. */
export function regulationState(status: string): Text {
  return Object.hasOwn(regulationStates, status) ? regulationStates[status]! : { en: status, zh: status };
}
