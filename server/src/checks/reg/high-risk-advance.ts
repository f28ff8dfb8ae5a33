import { merchantCategory } from "../../data/mcc";
import { cycleOf } from "../../index/notation";
import { fix } from "../chan/facts/fix";
import { check } from "../check";
import { replaceScalar } from "../edits";
import { page } from "../pages";
import { inner, productName } from "../post/shared/wording";
import { isSold } from "./facts/entity";

/** Digital goods, and clubs and salons that take money long before they give anything for it. */
const RISKY: ReadonlySet<string> = new Set(["5815", "5816", "5817", "5818", "7298", "7997"]);

const highRiskAdvance = check({
  code: "reg/high-risk-advance",
  severity: "info",
  tier: "P2",
  on: "ledger",
  regulatory: true,
  title: { en: "Prepayment businesses are not settled on the same day", zh: "预收款、虚拟商品类商户不当日结算" },
  *run(ledger) {
    for (const { item: product } of ledger.products()) {
      const { settlement, mcc: code } = product;
      const cycle = settlement?.cycle;
      if (!code || !cycle || !RISKY.has(code.value) || !isSold(product, ledger.today)) continue;
      if (cycleOf(cycle)?.days !== 0) continue;
      const name = productName(product);
      const next = `${cycle.value[0]}+1`;
      const category = merchantCategory(code.value)?.name;
      yield {
        at: cycle.node,
        message: {
          en: `Risk practice, no rule: ${inner(name.en)} of category ${code.value}${category ? ` (${category})` : ""} is settled on the same day; such merchants have vanished with the money before they delivered.`,
          zh: `风控经验，并非规定：${name.zh} 的商户类别 ${code.value} 属于虚拟商品或预收款行业，却当日结算；这类商户有过拿到钱就消失的。`,
        },
        related: [{ at: code.node, message: { en: "the merchant category", zh: "商户类别" } }],
        fixes: () => [fix(`Settle on ${next}`, `改为 ${next} 结算`, [replaceScalar(cycle.node, next)])],
      };
    }
  },
});
export default highRiskAdvance;

DOCS: page(highRiskAdvance, {
  why: {
    en: "Gyms, salons and sellers of virtual goods take money before they give anything for it. Settled on the same day, the money is gone when the shop closes.",
    zh: "健身房、美容院、虚拟商品，都是先收钱后给东西。当日结算，等店关门时钱已经没了。",
  },
  fix: { en: "Settle later.", zh: "把结算周期放长。" },
  silent: { en: "From the next day on, and for other categories.", zh: "次日及以后结算不报；其他类别不报。" },
  bad: `
    === counting-house.yaml
    regulation:
      profile: cn
      as_of: "2026-11-20"
    === a.posting.yaml
    kind: posting-rules
    schema: 1
    products:
      - id: gym
        name: 健身年卡
        status: active
        mcc: "7997"
        settlement:
          cycle: D+0
          #      ^^^ reg/high-risk-advance: Risk practice, no rule: product gym of category 7997 (Membership Clubs (Sports, Recreation, Athletic), Country Clubs, and Private Golf Courses) is settled on the same day; such merchants have vanished with the money before they delivered.
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
      - id: gym
        name: 健身年卡
        status: active
        mcc: "7997"
        settlement:
          cycle: D+1
    rules: []
  `,
  sources: ["2017-05-09 10:36", "2017-05-09 10:38"],
});
