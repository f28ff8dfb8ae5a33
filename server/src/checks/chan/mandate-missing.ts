import type { Edit } from "../../finding";
import type { Text } from "../../l10n/text";
import type { Channel } from "../../model/types.generated";
import { check } from "../check";
import { insertKey, insertKeys, setKey, type YamlMap } from "../edits";
import { page } from "../pages";
import { channelName, inUse, keyOf, named } from "./facts/channel";
import { fix } from "./facts/fix";

const DEBITING: ReadonlySet<string> = new Set(["direct_debit", "silent_pay"]);

const mandateMissing = check({
  code: "chan/mandate-missing",
  severity: "error",
  tier: "P0",
  on: "channels",
  title: { en: "Debits stand on a mandate", zh: "代扣、免密要有扣款协议" },
  *run({ model }) {
    for (const channel of model.channels) {
      const method = DEBITING.has(channel.method?.value ?? "") ? channel.method : channel.underlying;
      if (!method || !DEBITING.has(method.value) || !inUse(channel)) continue;
      const { mandate } = channel;
      const gap = firstGap(channel);
      if (!gap) continue;
      const name = channelName(channel);
      const how = named("method", method.value);
      yield {
        at: mandate
          ? mandate.required?.value === false
            ? mandate.required.node
            : keyOf(channel.node, "mandate")
          : method.node,
        message: {
          en: `${name.en} debits payers (${how.en}) ${gap.en}.`,
          zh: `${name.zh} 以${how.zh}扣款，${gap.zh}。`,
        },
        fixes: () => [fix("Complete the mandate", "补全扣款协议", complete(channel))],
      };
    }
  },
});
export default mandateMissing;

function firstGap({ mandate, party_types }: Channel): Text | undefined {
  if (!mandate)
    return {
      en: "but has no mandate; describe the payer's agreement",
      zh: "却没有扣款协议（mandate）；请写明付款人如何授权",
    };
  if (mandate.required?.value === false)
    return { en: "but does not require a mandate; set `required: true`", zh: "却不要求协议；请写 `required: true`" };
  const missing = [
    ...(mandate.required ? [] : ["required"]),
    ...(mandate.reference_field ? [] : ["reference_field"]),
    ...(mandate.scope ? [] : ["scope"]),
  ];
  if (missing.length > 0)
    return {
      en: `but the mandate lacks ${missing.map((key) => `\`${key}\``).join(", ")}`,
      zh: `但协议缺少 ${missing.map((key) => `\`${key}\``).join("、")}`,
    };
  if (party_types.some((party) => party.value === "corporate") && mandate.signed_at?.value !== "counter")
    return {
      en: "and takes companies too, which sign at the counter; set `signed_at: counter`",
      zh: "且付款方含单位，单位要到柜面签约；请写 `signed_at: counter`",
    };
  return undefined;
}

function complete(channel: Channel): Edit[] {
  const { mandate, party_types } = channel;
  const corporate = party_types.some((party) => party.value === "corporate");
  const whole: YamlMap = {
    required: "true",
    reference_field: "agreement_no",
    scope: "merchant_no",
    signed_at: corporate ? "counter" : "online",
  };
  if (!mandate) return [insertKey(channel.node, "mandate", whole, "elements")];
  const edits: Edit[] = [];
  if (mandate.required?.value === false) edits.push(setKey(mandate.node, "required", "true"));
  if (corporate && mandate.signed_at && mandate.signed_at.value !== "counter")
    edits.push(setKey(mandate.node, "signed_at", "counter"));
  const absent = Object.entries(whole).filter(
    ([key]) => !mandate.node.pairs.some((pair) => pair.key.value === key) && (key !== "signed_at" || corporate),
  );
  if (absent.length > 0) edits.push(insertKeys(mandate.node, Object.fromEntries(absent)));
  return edits;
}

DOCS: page(mandateMissing, {
  why: {
    en: "Taking money from somebody's account needs that person's agreement, and its number travels with every debit. Companies sign on paper at their bank's counter.",
    zh: "从别人账户扣钱，要有本人的授权，每次扣款都要带上协议号。单位客户要到开户行柜面签约。",
  },
  fix: {
    en: "Describe the mandate: required, the field that carries its number, what it is valid for, and the counter for companies.",
    zh: "写明扣款协议：必须有、协议号放在哪个字段、对谁有效；单位客户写柜面签约。",
  },
  silent: {
    en: "For other methods, for retired channels, and when the mandate is complete.",
    zh: "其他支付方式、已停用的渠道、协议写全的不报。",
  },
  bad: `
    kind: payment-channels
    schema: 1
    channels:
      - id: debit-a
        name: 甲银行代扣（虚构）
        flow: pay_in
        method: direct_debit
    #           ^^^^^^^^^^^^ chan/mandate-missing: Channel debit-a debits payers (direct_debit) but has no mandate; describe the payer's agreement.
        limits:
          - scope: per_transaction
            amount: 50000.00
      - id: debit-b
        name: 乙银行代扣（虚构）
        flow: pay_in
        method: direct_debit
        party_types: [corporate]
        limits:
          - scope: per_transaction
            amount: 50000.00
        mandate:
    #   ^^^^^^^ chan/mandate-missing: Channel debit-b debits payers (direct_debit) and takes companies too, which sign at the counter; set \`signed_at: counter\`.
          required: true
          reference_field: agreement_no
          scope: merchant_no
          signed_at: online
      - id: wallet
        name: 山雀钱包免密（虚构）
        flow: pay_in
        method: silent_pay
        mandate:
          required: false
    #               ^^^^^ chan/mandate-missing: Channel wallet debits payers (silent_pay) but does not require a mandate; set \`required: true\`.
  `,
  good: `
    kind: payment-channels
    schema: 1
    channels:
      - id: debit-a
        name: 甲银行代扣（虚构）
        flow: pay_in
        method: direct_debit
        party_types: [individual, corporate]
        limits:
          - scope: per_transaction
            amount: 50000.00
        mandate:
          required: true
          reference_field: agreement_no
          scope: merchant_no
          signed_at: counter
  `,
  sources: ["2017-05-11 22:05", "2017-05-23 17:50", "2017-05-11 22:17"],
});
