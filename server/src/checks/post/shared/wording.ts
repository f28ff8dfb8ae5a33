import { eventLabel, type Status } from "../../../index/events";
import type { Settings } from "../../../index/settings";
import type { Text } from "../../../l10n/text";
import type { Item } from "../../../model/fields";
import type { Product, Rule } from "../../../model/types.generated";
import { pairOf, type Span } from "../../../yaml/nodes";
import { headOf } from "../../../yaml/path";

/** A rule by its id, as the subject of a sentence. */
export function ruleName(rule: Rule): Text {
  return rule.id ? { en: `Rule ${rule.id.value}`, zh: `规则 ${rule.id.value}` } : { en: "This rule", zh: "这条规则" };
}

/** A product by its id, as the subject of a sentence. */
export function productName(product: Product): Text {
  return product.id
    ? { en: `Product ${product.id.value}`, zh: `产品 ${product.id.value}` }
    : { en: "This product", zh: "这个产品" };
}

/** The place of a key; where the key is missing, the head of the item. */
export function placeOf(item: Item, key: string): Span {
  return pairOf(item.node, key)?.key ?? headOf(item.node);
}

/** An event inside a sentence: its name in English, the short Chinese word. */
export function eventWord(name: string, settings?: Settings): Text {
  const zh = eventLabel(name, settings).zh.split(/[/（]/)[0];
  return { en: name, zh: zh || name };
}

const STATUS: Readonly<Record<Status, string>> = {
  accepted: "已受理",
  processing: "处理中",
  unknown: "结果未知",
  succeeded: "成功",
  failed: "失败",
  returned: "退票",
  expired: "过期",
  confirmed: "已确认",
  matched: "对账相符",
};

export function statusWord(status: Status): Text {
  return { en: status, zh: STATUS[status] };
}

/** A subject moved inside a sentence: `Rule x` becomes `rule x`. */
export function inner(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** A subject before Chinese text: a space after a Latin id. */
export function spaced(subject: string): string {
  return /[!-~]$/.test(subject) ? `${subject} ` : subject;
}
