import type { ErrorObject } from "ajv";
import type { Text } from "../l10n/text";
import type { SchemaView } from "./view";

const BY_MEANING: Readonly<Record<string, Text>> = {
  money: { en: "an amount in major units, such as 100.00", zh: "金额（以元等主单位计），如 100.00" },
  rate: { en: 'a rate with its unit, such as "0.6%"', zh: '带单位的费率，如 "0.6%"' },
  decimal: { en: "a plain decimal, such as 6.8124", zh: "十进制小数，如 6.8124" },
  clock: { en: 'a clock time in quotes, such as "23:30"', zh: '加引号的时刻，如 "23:30"' },
  "statement-time": { en: 'a day and a time, such as "T+1 10:00"', zh: '日期加时刻，如 "T+1 10:00"' },
  cycle: {
    en: "a cycle such as T+1 (working days) or D+0 (calendar days)",
    zh: "周期，如 T+1（工作日）或 D+0（自然日）",
  },
  date: { en: 'a date such as "2026-11-20"', zh: '日期，如 "2026-11-20"' },
  "date-time": { en: 'a date and time such as "2026-03-10 10:00"', zh: '日期时间，如 "2026-03-10 10:00"' },
  currency: { en: "an ISO 4217 code such as CNY", zh: "ISO 4217 币种代码，如 CNY" },
  country: { en: "an ISO 3166 country code such as CN", zh: "ISO 3166 国家代码，如 CN" },
  expression: {
    en: "an amount expression such as round(gross * product.fee.rate), or rest",
    zh: "金额表达式，如 round(gross * product.fee.rate)，或 rest",
  },
  id: { en: "an identifier without spaces at its ends", zh: "首尾不带空格的标识" },
  path: { en: "a path such as ./chart.coa.yaml", zh: "路径，如 ./chart.coa.yaml" },
  days: { en: "a whole number of days", zh: "整数天数" },
  minutes: { en: "a whole number of minutes", zh: "整数分钟" },
  seconds: { en: "a whole number of seconds", zh: "整数秒" },
};

const BY_TYPE: Readonly<Record<string, Text>> = {
  object: { en: "a group of `key: value` lines", zh: "一组“键: 值”" },
  array: { en: "a list", zh: "列表" },
  string: { en: "text", zh: "文本" },
  number: { en: "a number", zh: "数字" },
  integer: { en: "a whole number", zh: "整数" },
  boolean: { en: "true or false", zh: "true 或 false" },
};

/** What may stand at a place, in words that complete "… must be". */
export function expectation(view: SchemaView | undefined, error: ErrorObject): Text {
  const values = view?.values();
  if (values?.closed && (error.keyword === "enum" || error.keyword === "const" || error.keyword === "type"))
    return oneOf([...values.values.keys()]);
  const { keyword, params } = error;
  if (keyword === "maxLength")
    return { en: `at most ${params.limit} characters long`, zh: `不超过 ${params.limit} 个字符` };
  if (keyword === "minLength" || keyword === "minItems" || keyword === "minProperties")
    return { en: "not empty", zh: "非空" };
  if (keyword === "minimum" || keyword === "exclusiveMinimum")
    return {
      en: `${keyword === "minimum" ? "at least" : "more than"} ${params.limit}`,
      zh: `${keyword === "minimum" ? "不小于" : "大于"} ${params.limit} 的数`,
    };
  if (keyword === "maximum" || keyword === "exclusiveMaximum")
    return {
      en: `${keyword === "maximum" ? "at most" : "less than"} ${params.limit}`,
      zh: `${keyword === "maximum" ? "不大于" : "小于"} ${params.limit} 的数`,
    };
  if (keyword === "oneOf" && params.passingSchemas)
    return { en: "one of the two, not both", zh: "二者之一，不能同时出现" };
  const meaning = view?.annotation("x-type");
  if (meaning && BY_MEANING[meaning]) return BY_MEANING[meaning];
  const types = [...(view?.types ?? [])].filter((type) => type !== "null");
  const words = types.map((type) => BY_TYPE[type]).filter((text) => text !== undefined);
  if (words.length > 0) return { en: words.map((w) => w.en).join(" or "), zh: words.map((w) => w.zh).join("或") };
  return { en: "something else", zh: "其他形式" };
}

function oneOf(values: readonly string[]): Text {
  if (values.length === 1) return { en: `\`${values[0]}\``, zh: `“${values[0]}”` };
  if (values.length > 12)
    return { en: `one of ${values.slice(0, 10).join(", ")} …`, zh: `以下之一：${values.slice(0, 10).join("、")} 等` };
  return { en: `one of ${values.join(", ")}`, zh: `以下之一：${values.join("、")}` };
}
