import type { Text } from "../l10n/text";
import table from "./mcc.generated.json";

/** A merchant category code (商户类别码, ISO 18245). */
export interface MerchantCategory {
  readonly code: string;
  /** English name of the code as the card schemes list it; undefined for the 3xxx codes of single firms. */
  readonly name: string | undefined;
  /** The range of ISO 18245 that the code lies in. */
  readonly range: Text;
}

const ranges: readonly (readonly [from: number, name: Text])[] = [
  [1, { en: "Agricultural services", zh: "农业服务" }],
  [1500, { en: "Contracted services", zh: "承包服务" }],
  [3000, { en: "Airlines", zh: "航空公司" }],
  [3351, { en: "Car rental", zh: "汽车租赁" }],
  [3501, { en: "Lodging", zh: "酒店住宿" }],
  [4000, { en: "Transportation", zh: "交通运输" }],
  [4800, { en: "Utilities and telecommunication", zh: "公用事业与通信" }],
  [5000, { en: "Retail outlets", zh: "零售" }],
  [5600, { en: "Clothing shops", zh: "服装零售" }],
  [5700, { en: "Miscellaneous shops", zh: "专门零售" }],
  [6000, { en: "Financial institutions and providers of financial services", zh: "金融机构与金融服务" }],
  [7000, { en: "Personal service providers", zh: "个人服务" }],
  [7300, { en: "Business services", zh: "商业服务" }],
  [8000, { en: "Professional services and membership organisations", zh: "专业服务与会员组织" }],
  [9000, { en: "Government services", zh: "政府服务" }],
];

let categories: Map<string, MerchantCategory> | undefined;

function categoryTable(): Map<string, MerchantCategory> {
  categories ??= new Map([
    ...table.named.split("\n").map((line) => entry(line.slice(0, 4), line.slice(5))),
    ...table.single.split(" ").map((code) => entry(code, undefined)),
  ]);
  return categories;
}

function entry(code: string, name: string | undefined): [string, MerchantCategory] {
  const range = ranges.findLast(([from]) => Number(code) >= from) ?? ranges[0]!;
  return [code, { code, name, range: range[1] }];
}

/**
 * The category of a four-digit code; undefined when the list of 2020 does not have it. Schemes add codes of their own (UnionPay among
 * them), so an unknown code is worth a question, not a verdict.
 */
export function merchantCategory(code: string): MerchantCategory | undefined {
  return categoryTable().get(code);
}

/** All codes of the list. */
export function allMerchantCategories(): Iterable<MerchantCategory> {
  return categoryTable().values();
}
