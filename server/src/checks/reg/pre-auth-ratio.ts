import { Rational } from "../../ledger/rational";
import { pairOf } from "../../yaml/nodes";
import { keyOf } from "../chan/facts/channel";
import { fix } from "../chan/facts/fix";
import { check } from "../check";
import { insertKey } from "../edits";
import { page } from "../pages";
import { inner, productName } from "../post/shared/wording";
import { isSold } from "./facts/entity";

/** Custom of the card schemes: a completion may exceed the amount held by 15 %. */
const CUSTOM = "1.15";

const preAuthRatio = check({
  code: "reg/pre-auth-ratio",
  severity: "warning",
  tier: "P2",
  on: "ledger",
  regulatory: true,
  title: { en: "Completions stay within 115 % of the amount held", zh: "预授权完成不超过冻结金额的 115%" },
  *run(ledger) {
    for (const { item: product } of ledger.products()) {
      const block = product.pre_auth;
      if (!block || !isSold(product, ledger.today)) continue;
      const name = productName(product);
      const ratio = block.completion_ratio;
      const value = ratio && Rational.parse(ratio.value);
      if (!pairOf(block.node, "completion_ratio")) {
        yield {
          at: keyOf(product.node, "pre_auth"),
          message: {
            en: `${name.en} does not limit a completion; by the card schemes' custom it may reach ${CUSTOM} times the amount held.`,
            zh: `${name.zh} 没有限制预授权完成金额；卡组织惯例是不超过冻结金额的 ${CUSTOM} 倍。`,
          },
          fixes: () => [
            fix(`Insert \`completion_ratio: ${CUSTOM}\``, `加上 \`completion_ratio: ${CUSTOM}\``, [
              insertKey(block.node, "completion_ratio", CUSTOM),
            ]),
          ],
        };
      } else if (ratio && value && value.compare(Rational.decimal(CUSTOM)) > 0) {
        yield {
          at: ratio.node,
          message: {
            en: `Risk: ${inner(name.en)} lets completions reach ${ratio.value} times the amount held; beyond ${CUSTOM} card schemes usually decline.`,
            zh: `风险提示：${name.zh} 允许完成金额达到冻结金额的 ${ratio.value} 倍；超过 ${CUSTOM} 倍，卡组织通常会拒绝。`,
          },
          fixes: () => [fix(`Set ${CUSTOM}`, `改为 ${CUSTOM}`, [{ at: ratio.node, newText: CUSTOM }])],
        };
      }
    }
  },
});
export default preAuthRatio;

DOCS: page(preAuthRatio, {
  why: {
    en: "A hotel may charge a little more than it held, up to 115 %. It is a rule of the card schemes, not a law; what goes beyond comes back as a dispute.",
    zh: "酒店结账可以比冻结的多一点，最多 115%。这是卡组织规则，不是法规；多出来的会变成拒付。",
  },
  fix: { en: "Set the ratio to 1.15.", zh: "把比例设为 1.15。" },
  silent: {
    en: "Up to 1.15, and for products without a pre-authorisation block.",
    zh: "不超过 1.15 不报；没有预授权设置的产品不报。",
  },
  bad: `
    === counting-house.yaml
    regulation:
      profile: cn
      as_of: "2026-11-20"
    === a.posting.yaml
    kind: posting-rules
    schema: 1
    products:
      - id: hotel
        name: 酒店刷卡
        status: active
        pre_auth:
          completion_ratio: 1.3
          #                 ^^^ reg/pre-auth-ratio: Risk: product hotel lets completions reach 1.3 times the amount held; beyond 1.15 card schemes usually decline.
      - id: car
        name: 租车刷卡
        status: active
        pre_auth:
      # ^^^^^^^^ reg/pre-auth-ratio: Product car does not limit a completion; by the card schemes' custom it may reach 1.15 times the amount held.
          note: 押金预授权
    rules: []
  `,
  good: `
    === counting-house.yaml
    regulation:
      profile: cn
      as_of: "2026-11-20"
    === a.posting.yaml
    kind: posting-rules
    schema: 1
    products:
      - id: hotel
        name: 酒店刷卡
        status: active
        pre_auth:
          completion_ratio: 1.15
    rules: []
  `,
  sources: ["2017-08-03 18:29"],
});
