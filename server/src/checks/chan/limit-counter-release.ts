import { check } from "../check";
import { setKey } from "../edits";
import { page } from "../pages";
import { fix } from "./facts/fix";

const COUNTED: ReadonlySet<string> = new Set(["per_day", "per_month", "per_year", "lifetime"]);
const NEEDED = ["failed", "expired"] as const;
const NAME = { failed: "失败", expired: "过期" } as const;

const limitCounterRelease = check({
  code: "chan/limit-counter-release",
  severity: "warning",
  tier: "P1",
  on: "channels",
  title: { en: "What was counted towards a limit is given back", zh: "占用的额度用不上时会释放" },
  *run({ model }) {
    for (const limit of model.channels.flatMap((channel) => channel.limits)) {
      const { counted_on: counted, scope, released_on: released } = limit;
      if (!counted || !scope || !COUNTED.has(scope.value)) continue;
      if (counted.value === "on_success") {
        yield {
          at: counted.node,
          severity: "info",
          message: {
            en: "A limit that is counted on success can be exceeded by payments that run at the same time.",
            zh: "成功后才计入的限额，并发的几笔支付可能一起超出。",
          },
        };
        continue;
      }
      const missing = NEEDED.filter((event) => !released.some(({ value }) => value === event));
      if (missing.length === 0) continue;
      yield {
        at: released.node ?? counted.node,
        message: {
          en: `This limit is counted on submission but not given back when a payment has ${missing.join(" or ")}; the payer loses the allowance for nothing.`,
          zh: `这个限额在提交时就计入，支付${missing.map((event) => NAME[event]).join("或")}后却不释放，付款人的额度白白占用。`,
        },
        fixes: () => {
          const all = [...released.map(({ value }) => value as string), ...missing];
          return [
            fix(`Release on ${missing.join(" and ")}`, `${missing.map((event) => NAME[event]).join("、")}时释放`, [
              setKey(limit.node, "released_on", all, "counted_on"),
            ]),
          ];
        },
      };
    }
  },
});
export default limitCounterRelease;

DOCS: page(limitCounterRelease, {
  why: {
    en: "Counting on success lets parallel payments exceed the limit; counting on submission needs a way back, or every failed attempt eats the day's allowance.",
    zh: "成功后再计，并发支付会超限；提交时就计，得有释放的路，否则每次失败都吃掉当天额度。",
  },
  fix: {
    en: "List `failed` and `expired` in `released_on`.",
    zh: "`released_on` 写上 `failed` 和 `expired`。",
  },
  silent: {
    en: "For limits on single amounts, where `counted_on` is not given, and when both releases are listed.",
    zh: "单笔类限额、没写 `counted_on`、两种释放都有的不报。",
  },
  bad: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        limits:
          - scope: per_day
            amount: 50000.00
            counted_on: on_submit
            released_on: [failed]
    #                    ^^^^^^^^ chan/limit-counter-release: This limit is counted on submission but not given back when a payment has expired; the payer loses the allowance for nothing.
          - scope: per_month
            amount: 200000.00
            counted_on: on_submit
    #                   ^^^^^^^^^ chan/limit-counter-release: This limit is counted on submission but not given back when a payment has failed or expired; the payer loses the allowance for nothing.
          - scope: per_year
            amount: 1000000.00
            counted_on: on_success
    #                   ^^^^^^^^^^ chan/limit-counter-release: A limit that is counted on success can be exceeded by payments that run at the same time.
  `,
  good: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        limits:
          - scope: per_day
            amount: 50000.00
            counted_on: on_submit
            released_on: [failed, expired]
  `,
  sources: ["2017-06-13 17:36", "2017-06-13 17:43"],
});
