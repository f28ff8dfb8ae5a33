/** A user-visible string in both languages of the product. The type refuses one without the other. */
export interface Text {
  readonly en: string;
  readonly zh: string;
}

/** The languages of the product; `zh-cn` is VS Code's name for Simplified Chinese. */
export type Locale = "en" | "zh-cn";

/** The locale for an editor's or a shell's language tag (`zh`, `zh-CN`, `zh_CN.UTF-8`, `en-GB` …); English when unknown. */
export function localeOf(tag: string | undefined): Locale {
  return tag !== undefined && /^zh\b|^zh[-_]/i.test(tag) ? "zh-cn" : "en";
}

/** Picks the reader's language. */
export function inLocale(text: Text, locale: Locale): string {
  return locale === "zh-cn" ? text.zh : text.en;
}
