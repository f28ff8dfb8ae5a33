import type { Channel } from "../../model/types.generated";
import { check } from "../check";
import { appendItems, removeItem } from "../edits";
import { page } from "../pages";
import { channelName, keyOf, named } from "./facts/channel";
import { fix } from "./facts/fix";

/** What a clearing system needs of a payee; as of 2017 and stable since (ibps with medium confidence). */
const RAILS: Readonly<Record<string, { readonly needs: readonly string[]; readonly refuses: readonly string[] }>> = {
  hvps: { needs: ["branch_code", "payee_name", "bank_name"], refuses: [] },
  beps: { needs: ["branch_code", "payee_name", "bank_name"], refuses: [] },
  ibps: { needs: [], refuses: ["branch_code"] },
  unionpay: { needs: [], refuses: ["branch_code"] },
  internal: { needs: [], refuses: ["branch_code"] },
};
const RAIL_NAME: Readonly<Record<string, string>> = {
  hvps: "大额支付系统",
  beps: "小额支付系统",
  ibps: "超级网银",
  unionpay: "银联",
  internal: "行内转账",
};

const railRequiredFields = check({
  code: "chan/rail-required-fields",
  severity: "error",
  tier: "P1",
  on: "channels",
  title: { en: "Payouts carry what their clearing system needs", zh: "付款要素符合清算通道要求" },
  *run({ model }) {
    for (const channel of model.channels) {
      const { elements, rail, flow } = channel;
      const rule = rail && Object.hasOwn(RAILS, rail.value) ? RAILS[rail.value] : undefined;
      if (!elements || !rail || !rule || flow?.value !== "pay_out") continue;
      const name = channelName(channel);
      const railZh = RAIL_NAME[rail.value]!;
      const mandatory = mandatoryElements(channel);
      const missing = rule.needs.filter((element) => !mandatory.has(element));
      if (missing.length > 0) {
        yield {
          at: keyOf(channel.node, "elements"),
          message: {
            en: `${name.en} pays over ${rail.value}, which also needs ${missing.join(", ")}.`,
            zh: `${name.zh} 走${railZh}，还必须送${missing.map((e) => named("element", e).zh).join("、")}。`,
          },
          fixes: () => [
            fix(`Send ${missing.join(", ")} too`, "加上这些要素", [appendItems(elements.node, "unverified", missing)]),
          ],
        };
      }
      for (const list of ["verified", "unverified"] as const) {
        for (const element of elements[list]) {
          if (!rule.refuses.includes(element.value)) continue;
          yield {
            at: element.node,
            message: {
              en: `${name.en} pays over ${rail.value}, which needs no ${element.value}; asking for it only loses customers.`,
              zh: `${name.zh} 走${railZh}，不需要${named("element", element.value).zh}；要客户填只会流失客户。`,
            },
            fixes: () => [
              fix(
                `Do not ask for ${element.value}`,
                `不要求${named("element", element.value).zh}`,
                removeItem(elements.node, list, element.node),
              ),
            ],
          };
        }
      }
    }
  },
});
export default railRequiredFields;

function mandatoryElements({ elements }: Channel): ReadonlySet<string> {
  const all = [...(elements?.verified ?? []), ...(elements?.unverified ?? [])].map(
    (element) => element.value as string,
  );
  return new Set(all.flatMap((element) => (element === "name" ? ["name", "payee_name"] : [element])));
}

DOCS: page(railRequiredFields, {
  why: {
    en: "The large- and small-value systems clear to a branch and need its twelve-digit number; without it the payout comes back. The other rails find the account by the card number, and a form that asks for the branch is left half filled.",
    zh: "大额、小额系统清算到网点，必须有十二位联行号，缺了就退票。其他通道凭卡号就能找到账户，还让客户填开户行，多半填一半就走了。",
  },
  fix: {
    en: "Send the branch number, the payee's name and the bank's name over hvps and beps, and no branch number over the others.",
    zh: "走大额、小额的送联行号、收款人户名、开户行名称；走其他通道的不要联行号。",
  },
  silent: {
    en: "For receipts, while `elements` or the rail is not declared, and for rails without a fixed list.",
    zh: "收款、没写 `elements` 或清算通道、通道没有固定要素的不报。",
  },
  bad: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行代付（虚构）
        flow: pay_out
        method: payout_single
        rail: hvps
        elements:
    #   ^^^^^^^^ chan/rail-required-fields: Channel bank-a pays over hvps, which also needs branch_code, bank_name.
          verified: [card, payee_name]
      - id: bank-b
        name: 乙银行代付（虚构）
        flow: pay_out
        method: payout_single
        rail: ibps
        elements:
          verified: [card, payee_name]
          unverified:
            - branch_code
    #         ^^^^^^^^^^^ chan/rail-required-fields: Channel bank-b pays over ibps, which needs no branch_code; asking for it only loses customers.
            - remark
  `,
  good: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行代付（虚构）
        flow: pay_out
        method: payout_single
        rail: hvps
        elements:
          verified: [card, payee_name]
          unverified: [branch_code, bank_name]
      - id: bank-b
        name: 乙银行代付（虚构）
        flow: pay_out
        method: payout_single
        rail: ibps
        elements:
          verified: [card, payee_name]
  `,
  sources: ["2017-05-16 22:20", "2017-08-01 15:52", "2017-05-25 17:17"],
});
