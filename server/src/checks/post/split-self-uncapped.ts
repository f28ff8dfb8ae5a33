import { check } from "../check";
import { insertKey, yamlScalar } from "../edits";
import { page } from "../pages";
import { productName, spaced } from "./shared/wording";

const OURSELVES = /^(?:the )?(?:platform|self|ourselves)$|^(?:本|我方)?平台(?:自身|自己)?$|^(?:本机构|我方|自营)$/i;

const splitSelfUncapped = check({
  code: "post/split-self-uncapped",
  severity: "error",
  tier: "P1",
  on: "ledger",
  title: { en: "What the platform splits to itself is capped and agreed", zh: "平台给自己分账要有上限和协议" },
  *run(ledger) {
    for (const { item: product, document } of ledger.products()) {
      const entity = ledger.chartOf(document)?.document.model.entity;
      for (const receiver of product.split?.receivers ?? []) {
        const party = receiver.party?.value;
        if (!party || !(OURSELVES.test(party) || party === entity?.id?.value || party === entity?.name?.value))
          continue;
        const name = productName(product);
        if (!receiver.cap) {
          // A cap that equals the share says that the share is meant; it never binds by accident.
          const share = receiver.share && receiver.share.value !== "remainder" ? receiver.share.value : "30%";
          yield {
            at: receiver.party!.node,
            message: {
              en: `${name.en} splits money to the platform itself without a cap. Set the most it may take.`,
              zh: `${spaced(name.zh)}给平台自己分账却没有上限。请用 cap 写明最多分多少。`,
            },
            fixes: () => [
              {
                title: { en: `Cap it at ${share}`, zh: `上限设为 ${share}` },
                edits: [insertKey(receiver.node, "cap", yamlScalar(share), receiver.share ? "share" : "party")],
              },
            ],
          };
        }
        if (!receiver.agreement)
          yield {
            at: receiver.party!.node,
            message: {
              en: `${name.en} splits money to the platform itself without naming the agreement that allows it.`,
              zh: `${spaced(name.zh)}给平台自己分账却没有写依据哪份协议（agreement）。`,
            },
          };
      }
    }
  },
});
export default splitSelfUncapped;

DOCS: page(splitSelfUncapped, {
  why: {
    en: "The bank that settles a split cannot see whether the platform pays itself too much. A cap and the agreement behind it make that visible and checkable.",
    zh: "办理分账的银行看不出平台给自己分的是不是多了。写明上限和协议，才看得见、查得到。",
  },
  fix: {
    en: "Give the platform's own receiver a `cap` and an `agreement`.",
    zh: "给平台自己这一方写上 `cap` 和 `agreement`。",
  },
  silent: {
    en: "Splits in which the platform is no receiver.",
    zh: "平台不参与分账的不报。",
  },
  bad: `
    kind: posting-rules
    schema: 1
    products:
      - id: market
        name: 平台分账
        status: draft
        split:
          receivers:
            - party: 卖家
              share: remainder
              account: "220202"
            - party: 平台
              #      ^^ post/split-self-uncapped: Product market splits money to the platform itself without a cap. Set the most it may take.
              #      ^^ post/split-self-uncapped: Product market splits money to the platform itself without naming the agreement that allows it.
              share: "5%"
              account: "220203"
  `,
  good: `
    kind: posting-rules
    schema: 1
    products:
      - id: market
        name: 平台分账
        status: draft
        split:
          receivers:
            - party: 卖家
              share: remainder
              account: "220202"
            - party: 平台
              share: "5%"
              cap: "10%"
              agreement: 分账协议 2026-017
              account: "220203"
  `,
  sources: ["2017-06-02 12:23", "2017-06-02 12:25"],
});
