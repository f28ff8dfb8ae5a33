// The panel speaks the language of its cards, which the reader may switch; `vscode.l10n` knows the editor's only.
/** @import { Text } from "../../server/src/l10n/text" */

export const labels = {
  search: { en: "Search: 长款, surplus, chang kuan, ck", zh: "搜索：长款、surplus、chang kuan、ck" },
  terms: { en: "Terms", zh: "术语列表" },
  count: { en: "Terms: {0}", zh: "{0} 个术语" },
  noMatch: {
    en: "No term matches. Try Chinese, English, pinyin or its initials.",
    zh: "没有匹配的术语。可试试中文、英文、拼音或拼音首字母。",
  },
  category: { en: "Category", zh: "分类" },
  allCategories: { en: "All categories ({0})", zh: "全部分类（{0}）" },
  categoryWithCount: { en: "{0}, terms: {1}", zh: "{0}，{1} 个术语" },
  filters: { en: "Filters", zh: "筛选" },
  filter_senses: { en: "Several senses", zh: "一词多义" },
  filter_regulation: { en: "Regulation", zh: "涉及监管规定" },
  filter_used: { en: "Used in this workspace", zh: "本工作区用到" },
  searching: { en: "Looking through the workspace …", zh: "正在查找工作区……" },
  usages: { en: "In this workspace: {0}", zh: "本工作区中：{0} 处" },
  incomplete: {
    en: "The workspace is large; some files were left out.",
    zh: "工作区较大，有文件未计入。",
  },
  toolbar: { en: "Card", zh: "卡片操作" },
  back: { en: "Back", zh: "后退" },
  forward: { en: "Forward", zh: "前进" },
  print: { en: "Print", zh: "打印" },
  narrower: { en: "Explained here: {0}", zh: "在此一并说明：{0}" },
  warnings: { en: "Mind", zh: "注意" },
  since: { en: "since {0}", zh: "自 {0} 起" },
  choose: { en: "Choose a term to read its card.", zh: "选一个术语，查看它的卡片。" },
  aliases: { en: "Also: {0}", zh: "又称：{0}" },
  senses: { en: "The word is used in more than one sense", zh: "这个词有不止一种用法" },
  usedBy: { en: "Used by: {0}", zh: "使用者：{0}" },
  examples: { en: "Example", zh: "例子" },
  entries: { en: "Entries", zh: "分录" },
  debit: { en: "Debit", zh: "借" },
  credit: { en: "Credit", zh: "贷" },
  amount: { en: "Amount", zh: "金额" },
  note: { en: "Note", zh: "说明" },
  confusedWith: { en: "Not to be confused with", zh: "不要混淆" },
  because: { en: " — {0}", zh: "：{0}" },
  avoid: { en: "Avoid", zh: "避免使用" },
  identifier: { en: "Name in code", zh: "代码中的命名" },
  regulation: { en: "Regulation", zh: "监管规定" },
  in_force: { en: "in force", zh: "现行有效" },
  amended: { en: "in force as amended", zh: "现行有效（已修订）" },
  repealed: { en: "repealed", zh: "已废止" },
  superseded: { en: "superseded", zh: "已被替代" },
  supersededBy: { en: "superseded by {0}", zh: "已被 {0} 替代" },
  related: { en: "Related", zh: "相关术语" },
  asOf: { en: "Facts checked {0}", zh: "内容核对于 {0}" },
  source: { en: "From {0}", zh: "出自 {0}" },
  draft: { en: "draft", zh: "草稿" },
  disputed: { en: "disputed", zh: "有争议" },
  outdated: { en: "outdated", zh: "已过时" },
  copy: { en: "Copy as Markdown", zh: "复制为 Markdown" },
  find: { en: "Find in workspace", zh: "在工作区中查找" },
  /** The other language, by its own name. */
  switchLanguage: { en: "中文", zh: "English" },
};

/** @typedef {"en" | "zh-cn"} Locale */
/** @typedef {(text: Text, ...values: string[]) => string} Say */

/** Picks the reader's language and puts values where the text says `{0}`, `{1}`. @param {Locale} locale @returns {Say} */
export function speaker(locale) {
  return (text, ...values) =>
    (locale === "zh-cn" ? text.zh : text.en).replace(/\{(\d)\}/g, (_, index) => values[Number(index)] ?? "");
}
