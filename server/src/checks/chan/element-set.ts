import type { Channel, ChannelElements } from "../../model/types.generated";
import { type CheckFinding, check } from "../check";
import { appendItems, insertKey, removeItem } from "../edits";
import { page } from "../pages";
import { channelName, keyOf, named } from "./facts/channel";
import { fix } from "./facts/fix";

type Element = ChannelElements["verified"][number];

const SIGNING = ["card", "name", "id_no", "phone"];
const CREDIT = ["expiry", "cvv2"];
const RELIES_ON_PHONE: ReadonlySet<string> = new Set(["quick_pay", "element_pay"]);
const LISTS = ["verified", "unverified", "optional"] as const;

const elementSet = check({
  code: "chan/element-set",
  severity: "error",
  tier: "P1",
  on: "channels",
  title: { en: "The identity elements fit the method", zh: "身份要素与支付方式相符" },
  *run({ model }) {
    for (const channel of model.channels) {
      const { elements, method, flow } = channel;
      if (!elements || !method) continue;
      yield* repeated(elements);
      if (method.value === "quick_pay") yield* signing(channel, elements);
      if (method.value === "element_pay") yield* agreement(channel, elements);
      if (RELIES_ON_PHONE.has(method.value)) yield* uncomparedPhone(channel, elements);
      if (flow?.value === "pay_out") yield* payout(channel, elements);
    }
  },
});
export default elementSet;

function values(...lists: readonly (readonly Element[])[]): ReadonlySet<string> {
  return new Set(lists.flat().map((element) => element.value));
}

function joined(elements: readonly string[]): string {
  return elements.map((element) => named("element", element).zh).join("、");
}

/** An element is compared, merely required, or optional: one of the three. */
function* repeated(elements: ChannelElements): Iterable<CheckFinding> {
  const first = new Map<string, (typeof LISTS)[number]>();
  for (const list of LISTS) {
    for (const element of elements[list]) {
      const earlier = first.get(element.value);
      if (earlier === undefined) first.set(element.value, list);
      if (earlier === undefined || earlier === list) continue;
      const what = named("element", element.value);
      yield {
        at: element.node,
        message: {
          en: `Element ${what.en} is listed as ${earlier} and as ${list}; it can be only one.`,
          zh: `要素${what.zh}既在 ${earlier} 又在 ${list} 里，只能属于一个。`,
        },
        fixes: () => [
          fix(`Remove it from ${list}`, `从 ${list} 里删掉`, removeItem(elements.node, list, element.node)),
        ],
      };
    }
  }
}

function* signing(channel: Channel, elements: ChannelElements): Iterable<CheckFinding> {
  const name = channelName(channel);
  const mandatory = values(elements.verified, elements.unverified);
  const sent = values(elements.verified, elements.unverified, elements.optional);
  const credit = channel.card_types.some((card) => card.value === "credit");
  const missing = [
    ...SIGNING.filter((element) => !mandatory.has(element)),
    ...(credit ? CREDIT.filter((element) => !sent.has(element)) : []),
  ];
  if (missing.length > 0) {
    const forCredit = missing.every((element) => CREDIT.includes(element));
    yield {
      at: keyOf(channel.node, "elements"),
      message: forCredit
        ? {
            en: `${name.en} signs credit cards for quick pay without ${missing.join(" and ")}; they are sent when signing and never stored.`,
            zh: `${name.zh} 信用卡快捷签约缺少${joined(missing)}；签约时上送，绝不保存。`,
          }
        : {
            en: `${name.en} signs quick pay without ${missing.join(", ")}; the first signing needs card, name, id and phone${credit ? ", for credit cards expiry and cvv2 too" : ""}.`,
            zh: `${name.zh} 快捷签约缺少${joined(missing)}；首次签约要验卡号、姓名、证件号、手机号${credit ? "，信用卡还要有效期和安全码" : ""}。`,
          },
      fixes: () => {
        const compared = missing.filter((element) => SIGNING.includes(element));
        const others = missing.filter((element) => !SIGNING.includes(element));
        return [
          fix(`Add ${missing.join(", ")}`, "补上这些要素", [
            ...(compared.length > 0 ? [appendItems(elements.node, "verified", compared)] : []),
            ...(others.length > 0 ? [appendItems(elements.node, "unverified", others)] : []),
          ]),
        ];
      },
    };
  }
  const packaged = channel.underlying !== undefined && channel.underlying.value !== "quick_pay";
  if (!packaged && !channel.node.pairs.some(({ key }) => key.value === "sms") && !sent.has("sms_code")) {
    yield {
      at: channel.method!.node,
      message: {
        en: `${name.en} does not say whether the payer confirms the signing by text message; quick pay needs \`sms: true\`.`,
        zh: `${name.zh} 没有写签约是否有短信验证；快捷支付应为 \`sms: true\`。`,
      },
      fixes: () => [
        fix("Insert `sms: true`", "加上 `sms: true`", [insertKey(channel.node, "sms", "true", "elements")]),
      ],
    };
  }
}

function* agreement(channel: Channel, elements: ChannelElements): Iterable<CheckFinding> {
  for (const list of LISTS) {
    for (const element of elements[list]) {
      if (element.value !== "agreement_no") continue;
      yield {
        at: element.node,
        message: {
          en: `${channelName(channel).en} pays by identity elements each time and has no agreement number; with one it is quick pay or direct debit.`,
          zh: `${channelName(channel).zh} 是认证支付，每次都验要素，没有协议号；凭协议号扣款的是快捷或代扣。`,
        },
        fixes: () => [fix("Remove agreement_no", "删除协议号", removeItem(elements.node, list, element.node))],
      };
    }
  }
}

function* uncomparedPhone(channel: Channel, elements: ChannelElements): Iterable<CheckFinding> {
  const phone = elements.unverified.find((element) => element.value === "phone");
  if (!phone || elements.verified.some((element) => element.value === "phone")) return;
  yield {
    at: phone.node,
    message: {
      en: `${channelName(channel).en} sends the phone number but does not compare it, so any number passes; have the channel verify it.`,
      zh: `${channelName(channel).zh} 上送了手机号却不比对，填任何号码都能通过；请让渠道校验手机号。`,
    },
    fixes: () => [
      fix("Move it to `verified` (once the channel compares it)", "移到 `verified`（须渠道确实比对）", [
        ...removeItem(elements.node, "unverified", phone.node),
        appendItems(elements.node, "verified", ["phone"]),
      ]),
    ],
  };
}

function* payout(channel: Channel, elements: ChannelElements): Iterable<CheckFinding> {
  const name = channelName(channel);
  const mandatory = values(elements.verified, elements.unverified);
  const named4 = mandatory.has("name") || mandatory.has("payee_name");
  if (mandatory.has("card") && named4 && mandatory.has("id_no") && mandatory.has("phone")) {
    yield {
      at: keyOf(channel.node, "elements"),
      message: {
        en: `${name.en} asks payees for card, name, id and phone; payouts take card and name, and nobody knows a payee's id.`,
        zh: `${name.zh} 代付要求收款人四要素；代付一般只要卡号和户名，付款方也不知道对方的证件号。`,
      },
    };
  }
  const corporate = channel.party_types.length > 0 && channel.party_types.every((party) => party.value === "corporate");
  const card = elements.verified.find((element) => element.value === "card");
  if (corporate && card) {
    yield {
      at: card.node,
      message: {
        en: `${name.en} pays companies only; their accounts are no cards and fail a card or BIN check.`,
        zh: `${name.zh} 只付对公；对公账户不是卡，过不了卡号、卡 BIN 校验。`,
      },
    };
  }
}

DOCS: page(elementSet, {
  why: {
    en: "Two elements were called unsafe, and a channel that did not compare the phone number accepted any number. Payouts that ask for the payee's id are filled with invented ones.",
    zh: "只验两要素被认为不安全；不比对手机号的渠道，填什么都能过。代付还要对方证件号的，最后填的都是编的。",
  },
  fix: {
    en: "Use the method's set: card, name, id and phone plus a text message to sign quick pay (credit cards also expiry and cvv2, never stored); card and name for payouts.",
    zh: "按支付方式取要素：快捷签约要卡号、姓名、证件号、手机号加短信（信用卡另加有效期、安全码，不保存）；代付要卡号和户名。",
  },
  silent: {
    en: "While `elements` is not declared, and for methods without a fixed set.",
    zh: "没写 `elements`、支付方式没有固定要素的不报。",
  },
  bad: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行快捷（虚构）
        flow: pay_in
        method: quick_pay
    #           ^^^^^^^^^ chan/element-set: Channel bank-a does not say whether the payer confirms the signing by text message; quick pay needs \`sms: true\`.
        card_types: [debit]
        limits:
          - scope: per_transaction
            bank: "102"
            amount: 20000.00
        elements:
    #   ^^^^^^^^ chan/element-set: Channel bank-a signs quick pay without id_no; the first signing needs card, name, id and phone.
          verified: [card, name]
          unverified: [phone]
    #                  ^^^^^ chan/element-set: Channel bank-a sends the phone number but does not compare it, so any number passes; have the channel verify it.
          optional: [card]
    #                ^^^^ chan/element-set: Element card is listed as verified and as optional; it can be only one.
      - id: bank-b
        name: 乙银行认证支付（虚构）
        flow: pay_in
        method: element_pay
        elements:
          verified:
            - card
            - agreement_no
    #         ^^^^^^^^^^^^ chan/element-set: Channel bank-b pays by identity elements each time and has no agreement number; with one it is quick pay or direct debit.
      - id: bank-c
        name: 丙银行代付（虚构）
        flow: pay_out
        method: payout_single
        party_types: [corporate]
        limits:
          - scope: per_transaction
            amount: 50000.00
        elements:
    #   ^^^^^^^^ chan/element-set: Channel bank-c asks payees for card, name, id and phone; payouts take card and name, and nobody knows a payee's id.
          verified:
            - card
    #         ^^^^ chan/element-set: Channel bank-c pays companies only; their accounts are no cards and fail a card or BIN check.
            - name
            - id_no
            - phone
  `,
  good: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行快捷（虚构）
        flow: pay_in
        method: quick_pay
        card_types: [debit, credit]
        elements:
          verified: [card, name, id_no, phone]
          unverified: [expiry, cvv2]
        sms: true
      - id: bank-c
        name: 丙银行代付（虚构）
        flow: pay_out
        method: payout_single
        elements:
          verified: [card, payee_name]
  `,
  sources: ["2017-05-08 08:58", "2017-05-10 22:48", "2017-08-01 13:13"],
});
