import type { Channel } from "../../model/types.generated";
import { pairOf } from "../../yaml/nodes";
import { channelName, inUse, keyOf } from "../chan/facts/channel";
import { fix } from "../chan/facts/fix";
import { check } from "../check";
import { insertKey } from "../edits";
import { page } from "../pages";

const testTraffic = check({
  code: "recon/test-traffic",
  severity: "warning",
  tier: "P1",
  on: "ledger",
  title: { en: "Test payments are left out of reconciliation", zh: "测试交易不参与对账" },
  *run(ledger) {
    const channels = [...ledger.channels()].map(({ item }) => item).filter(inUse);
    const sandboxes = channels.filter((channel) => channel.environment?.value === "sandbox");
    const excluding = channels.find((channel) => excludes(channel));
    for (const channel of channels) {
      if (channel.environment?.value !== "production" || !channel.reconciliation || excludes(channel)) continue;
      const twin = sandboxes.find((one) => one.merchant_no && one.merchant_no.value === channel.merchant_no?.value);
      // Without a shared merchant number, only where the house is known to test with real money.
      if (!twin && !excluding) continue;
      const { node } = channel.reconciliation;
      const name = channelName(channel);
      const other = (twin ?? excluding)?.id?.value ?? "?";
      yield {
        at: twin && channel.merchant_no ? channel.merchant_no.node : keyOf(channel.node, "reconciliation"),
        severity: twin ? "warning" : "info",
        message: twin
          ? {
              en: `${name.en} shares its merchant number with the sandbox ${other}; exclude test payments, or they stand in every statement as differences.`,
              zh: `${name.zh} 与测试渠道 ${other} 用同一个商户号；请把测试交易排除在对账之外，否则每份对账单里都有它们的差异。`,
            }
          : {
              en: `${name.en} does not say which payments are tests, as channel ${other} does with \`exclude\`.`,
              zh: `${name.zh} 没有写哪些是测试交易；渠道 ${other} 已用 \`exclude\` 排除。`,
            },
        ...(twin?.merchant_no && {
          related: [{ at: twin.merchant_no.node, message: { en: "the sandbox", zh: "测试渠道" } }],
        }),
        fixes: () => [
          fix("Exclude what is tagged test", "排除带 test 标记的交易", [insertKey(node, "exclude", [{ tag: "test" }])]),
        ],
      };
    }
  },
});
export default testTraffic;

function excludes(channel: Channel): boolean {
  return channel.reconciliation !== undefined && pairOf(channel.reconciliation.node, "exclude") !== undefined;
}

DOCS: page(testTraffic, {
  why: {
    en: "After a release somebody pays one cent to see whether it works. Real money, no order worth the name: such payments stand in every statement as doubtful items.",
    zh: "上线后总有人付一分钱试试通不通。钱是真的，订单却不是正经订单，每份对账单里都会多出几笔存疑。",
  },
  fix: { en: "Add an `exclude` condition for test traffic.", zh: "加上 `exclude` 条件排除测试交易。" },
  silent: {
    en: "With any `exclude`; without a sandbox on the same merchant number as long as no channel of the ledger excludes anything.",
    zh: "写了 `exclude` 不报；没有同商户号的测试渠道、其他渠道也都没写 `exclude` 时不报。",
  },
  bad: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        environment: production
        merchant_no: "88012345"
        #            ^^^^^^^^^^ recon/test-traffic: Channel bank-a shares its merchant number with the sandbox bank-a-test; exclude test payments, or they stand in every statement as differences.
        flow: pay_in
        method: gateway_b2c
        cut_off: "00:00"
        time_zone: Asia/Shanghai
        reconciliation:
          date_basis: channel_date
      - id: bank-a-test
        name: 甲银行网银测试（虚构）
        environment: sandbox
        merchant_no: "88012345"
        flow: pay_in
        method: gateway_b2c
      - id: bank-b
        name: 乙银行网银（虚构）
        environment: production
        merchant_no: "77000001"
        flow: pay_in
        method: gateway_b2c
        cut_off: "00:00"
        time_zone: Asia/Shanghai
        reconciliation:
      # ^^^^^^^^^^^^^^ recon/test-traffic: Channel bank-b does not say which payments are tests, as channel bank-c does with \`exclude\`.
          date_basis: channel_date
      - id: bank-c
        name: 丙银行网银（虚构）
        environment: production
        merchant_no: "66000001"
        flow: pay_in
        method: gateway_b2c
        cut_off: "00:00"
        time_zone: Asia/Shanghai
        reconciliation:
          date_basis: channel_date
          exclude:
            - tag: test
  `,
  good: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        environment: production
        merchant_no: "88012345"
        flow: pay_in
        method: gateway_b2c
        cut_off: "00:00"
        time_zone: Asia/Shanghai
        reconciliation:
          date_basis: channel_date
          exclude:
            - tag: test
  `,
  sources: ["2017-05-09 16:33", "2017-05-09 19:14"],
});
