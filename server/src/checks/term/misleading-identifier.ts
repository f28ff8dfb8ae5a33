import { type EventName, eventOf } from "../../index/events";
import type { Ledger } from "../../index/ledger";
import type { Space } from "../../index/symbols";
import type { Field } from "../../model/fields";
import type { Rule } from "../../model/types.generated";
import { type CheckFinding, check } from "../check";
import { page } from "../pages";
import { renameFix } from "../wording";

type Flow = "pay_in" | "pay_out";

interface Misleading {
  readonly part: RegExp;
  readonly on: Flow;
  readonly better: string;
  readonly says: { readonly en: string; readonly zh: string };
}

const WORDS: readonly Misleading[] = [
  {
    part: /dai[-_.]?kou|withhold(?:ing)?/i,
    on: "pay_out",
    better: "payout",
    says: { en: "debiting by mandate (代扣)", zh: "代扣" },
  },
  { part: /advance/i, on: "pay_out", better: "payout", says: { en: "lending money in advance (垫资)", zh: "垫资" } },
  { part: /dai[-_.]?fu/i, on: "pay_in", better: "collection", says: { en: "paying out (代付)", zh: "代付" } },
];
const PAYS_OUT: ReadonlySet<EventName> = new Set(["payout", "withdrawal"]);

const misleadingIdentifier = check({
  code: "term/misleading-identifier",
  severity: "warning",
  tier: "P2",
  on: "ledger",
  title: { en: "Ids say what the money does", zh: "标识与资金方向一致" },
  *run(ledger) {
    for (const { item: channel } of ledger.channels()) {
      if (channel.id && channel.flow) yield* misleading(ledger, "channel", channel.id, channel.flow.value);
    }
    for (const { item: rule } of ledger.rules()) {
      const flow = rule.id && flowOf(ledger, rule);
      if (rule.id && flow) yield* misleading(ledger, "rule", rule.id, flow);
    }
  },
});
export default misleadingIdentifier;

/** The direction of a rule: by its event, else by the products it names. Rules of an advance may say so. */
function flowOf(ledger: Ledger, rule: Rule): Flow | undefined {
  const event = eventOf(ledger.settings, rule);
  const products = rule.product.map((id) => ledger.product(id.value)?.item);
  if (event === "advance" || event === "advance_recovery" || products.some((product) => product?.advance))
    return undefined;
  if (event !== undefined && PAYS_OUT.has(event)) return "pay_out";
  const flows = new Set(products.map((product) => product?.flow?.value));
  const [flow] = flows;
  return flows.size === 1 && event === "payment" && flow !== "internal" ? flow : undefined;
}

function* misleading(ledger: Ledger, space: Space, id: Field<string>, flow: Flow): Iterable<CheckFinding> {
  const word = WORDS.find(({ part, on }) => on === flow && part.test(id.value));
  if (!word) return;
  const better = id.value.replace(word.part, word.better);
  yield {
    at: id.node,
    message: {
      en: `The id ${id.value} speaks of ${word.says.en}, but the money ${flow === "pay_out" ? "goes out" : "comes in"} here.`,
      zh: `标识 ${id.value} 看上去是${word.says.zh}，这里却是${flow === "pay_out" ? "付款" : "收款"}。`,
    },
    fixes: () => renameFix(ledger, space, id.value, better),
  };
}

DOCS: page(misleadingIdentifier, {
  why: {
    en: "代付 has been coded as daikou and translated as “advance” in more than one house. Ids spread into code, tables and reports, and a wrong one misleads for years.",
    zh: "不止一家把代付写成 daikou、译成 advance。标识会进代码、进表、进报表，写错一个要误导好几年。",
  },
  fix: {
    en: "Rename it after what happens: payout, collection, direct_debit; the fix changes every reference.",
    zh: "按实际业务改名：payout、collection、direct_debit；修复会同时改掉所有引用。",
  },
  silent: {
    en: "Rules of event advance and of products that advance money; rules whose direction is not declared.",
    zh: "垫资事件的规则、带垫资的产品不报；没有写明方向的规则不报。",
  },
  bad: `
    === a.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: yunling-daikou
      #     ^^^^^^^^^^^^^^ term/misleading-identifier: The id yunling-daikou speaks of debiting by mandate (代扣), but the money goes out here.
        name: 云岭代付（虚构）
        flow: pay_out
        method: payout_single
    routing:
      - id: payout-default
        priority: 10
        channels:
          - channel: yunling-daikou
    === a.posting.yaml
    kind: posting-rules
    schema: 1
    rules:
      - id: merchant.advance
      #     ^^^^^^^^^^^^^^^^ term/misleading-identifier: The id merchant.advance speaks of lending money in advance (垫资), but the money goes out here.
        title: 代付受理
        event: payout
        status: accepted
        idempotency_key: [payout_no]
        entries:
          - debit: "220202"
            amount: 100.00
          - credit: "224105"
            amount: 100.00
  `,
  good: `
    === a.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: yunling-payout
        name: 云岭代付（虚构）
        flow: pay_out
        method: payout_single
    === a.posting.yaml
    kind: posting-rules
    schema: 1
    rules:
      - id: merchant.advance
        title: 垫资放款
        event: advance
        status: succeeded
        idempotency_key: [advance_no]
        entries:
          - debit: "122102"
            amount: 100.00
          - credit: "220202"
            amount: 100.00
  `,
  sources: ["2017-08-11 13:32", "2017-08-11 13:42", "2017-05-16 16:58"],
});
