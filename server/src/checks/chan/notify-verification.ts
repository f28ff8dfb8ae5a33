import type { Channel } from "../../model/types.generated";
import { check } from "../check";
import { insertKey, insertKeys, setKey, type YamlMap, yamlScalar } from "../edits";
import { page } from "../pages";
import { channelName, inUse, keyOf } from "./facts/channel";
import { fix } from "./facts/fix";

const FACT = {
  verify_signature: { en: "`verify_signature: true`", zh: "验签（`verify_signature: true`）" },
  allowlist: { en: "an `allowlist` of senders", zh: "来源白名单（`allowlist`）" },
  retry: { en: "the schedule of repeats (`retry`)", zh: "重发间隔（`retry`）" },
} as const;

const notifyVerification = check({
  code: "chan/notify-verification",
  severity: "error",
  tier: "P1",
  on: "channels",
  title: { en: "Notifications are verified", zh: "异步通知要核验" },
  *run({ model }) {
    for (const channel of model.channels) {
      const { interfaces, notify } = channel;
      if (!interfaces?.notify || !inUse(channel)) continue;
      const missing = missingFacts(channel);
      if (missing.length === 0) continue;
      const name = channelName(channel);
      const unsigned = notify?.verify_signature?.value === false ? notify.verify_signature.node : undefined;
      yield {
        at: unsigned ?? (notify ? keyOf(channel.node, "notify") : interfaces.notify.node),
        message: {
          en: `${name.en} notifies us, but \`notify\` lacks ${missing.map((key) => FACT[key].en).join(", ")}; anybody could send a “paid”.`,
          zh: `${name.zh} 有异步通知，\`notify\` 却缺少${missing.map((key) => FACT[key].zh).join("、")}；谁都能伪造一条“已支付”。`,
        },
        fixes: () => complete(channel, missing),
      };
    }
  },
});
export default notifyVerification;

function missingFacts({ notify }: Channel): (keyof typeof FACT)[] {
  return [
    ...(notify?.verify_signature?.value === true ? [] : (["verify_signature"] as const)),
    ...(notify && notify.allowlist.length > 0 ? [] : (["allowlist"] as const)),
    ...(notify && notify.retry.length > 0 ? [] : (["retry"] as const)),
  ];
}

function complete(channel: Channel, missing: readonly (keyof typeof FACT)[]) {
  const { notify, endpoint } = channel;
  const host = /^[a-z]+:\/\/([^/:?#]+)/i.exec(endpoint?.value ?? "")?.[1];
  if (missing.includes("allowlist") && !host) return [];
  const values: YamlMap = {
    verify_signature: "true",
    allowlist: [yamlScalar(host ?? "")],
    retry: ["15", "60", "300", "1800"],
  };
  const added = Object.fromEntries(missing.map((key) => [key, values[key]!]));
  const present = (key: string) => notify?.node.pairs.some((pair) => pair.key.value === key) ?? false;
  const [fresh, wrong] = [missing.filter((key) => !present(key)), missing.filter(present)];
  return [
    fix("Complete the verification", "补全核验", [
      ...(notify
        ? [
            ...wrong.map((key) => setKey(notify.node, key, values[key]!)),
            ...(fresh.length > 0
              ? [insertKeys(notify.node, Object.fromEntries(fresh.map((key) => [key, values[key]!])))]
              : []),
          ]
        : [insertKey(channel.node, "notify", added)]),
    ]),
  ];
}

DOCS: page(notifyVerification, {
  why: {
    en: "A notification that is not verified lets anybody ship goods by posting “paid”. Without a schedule of repeats, one that was lost never comes back; hours of delay were reported.",
    zh: "不核验通知，谁发一条“已支付”都能骗走货。没有重发间隔，丢了就再也不来；也有迟到几个小时的。",
  },
  fix: {
    en: "Verify the signature, list the hosts or addresses notifications may come from, and write down how the channel repeats them.",
    zh: "验签，列出允许的来源域名或地址，写明渠道如何重发。",
  },
  silent: {
    en: "For channels without a notify interface, and when all three facts are given.",
    zh: "没有异步通知接口、三项都有的不报。",
  },
  bad: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        endpoint: https://pay.bank-a.example/v1
        flow: pay_in
        method: gateway_b2c
        interfaces:
          notify: async
    #             ^^^^^ chan/notify-verification: Channel bank-a notifies us, but \`notify\` lacks \`verify_signature: true\`, an \`allowlist\` of senders, the schedule of repeats (\`retry\`); anybody could send a “paid”.
      - id: bank-b
        name: 乙银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        interfaces:
          notify: async
        notify:
          verify_signature: false
    #                       ^^^^^ chan/notify-verification: Channel bank-b notifies us, but \`notify\` lacks \`verify_signature: true\`; anybody could send a “paid”.
          allowlist: [pay.bank-b.example]
          retry: [15, 60]
  `,
  good: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        interfaces:
          notify: async
        notify:
          verify_signature: true
          allowlist: [pay.bank-a.example]
          retry: [15, 60, 300, 1800]
  `,
  sources: ["2017-05-26 08:58", "2017-05-26 14:19", "2017-05-26 14:06"],
});
