import type { ChannelsDocument } from "../../index/documents";
import type { In, Ledger } from "../../index/ledger";
import type { Text } from "../../l10n/text";
import type { Field } from "../../model/fields";
import type { Channel, Product } from "../../model/types.generated";
import { check } from "../check";
import { replaceScalar } from "../edits";
import { page } from "../pages";
import { channelName } from "./facts/channel";
import { fix } from "./facts/fix";
import { enabledRoutes, openProducts } from "./facts/routes";

const environmentMixed = check({
  code: "chan/environment-mixed",
  severity: "error",
  tier: "P0",
  on: "ledger",
  title: { en: "Production and test are kept apart", zh: "生产与测试环境分开" },
  *run(ledger) {
    const channels = [...ledger.channels()];
    for (const { item: channel } of channels) {
      const { endpoint, environment } = channel;
      const sign = environment?.value === "production" && endpoint ? testSign(endpoint.value) : undefined;
      if (!endpoint || !environment || !sign) continue;
      const name = channelName(channel);
      yield {
        at: endpoint.node,
        message: {
          en: `${name.en} is in production, but its address looks like a test system (${sign}).`,
          zh: `${name.zh} 标为生产环境，地址却像测试系统（${sign}）。`,
        },
        fixes: () => [
          fix("Mark the channel as sandbox", "把渠道标为 sandbox（测试）", [
            replaceScalar(environment.node, "sandbox"),
          ]),
        ],
      };
    }
    yield* sharedNumbers(channels);
    const live = channels.some(({ item }) => item.environment?.value === "production");
    const isActive = (product: Product | undefined) => live && product?.status?.value === "active";
    for (const { item: route } of enabledRoutes(ledger)) {
      const product = route.product && ledger.product(route.product.value)?.item;
      const names = route.channels.flatMap(({ channel }) => (channel ? [channel] : []));
      const id = route.id?.value ?? product?.id?.value ?? "";
      yield* sandboxAmong(ledger, names, isActive(product), { en: `Route ${id}`, zh: `路由 ${id}` });
    }
    for (const { item: product } of openProducts(ledger)) {
      const id = product.id?.value ?? "";
      yield* sandboxAmong(ledger, product.channels, isActive(product), { en: `Product ${id}`, zh: `产品 ${id}` });
    }
  },
});
export default environmentMixed;

function* sharedNumbers(channels: readonly In<Channel, ChannelsDocument>[]) {
  for (const { item: channel } of channels) {
    const number = channel.merchant_no;
    if (channel.environment?.value !== "sandbox" || !number) continue;
    const live = channels.find(
      ({ item }) => item.environment?.value === "production" && item.merchant_no?.value === number.value,
    );
    if (!live) continue;
    const [name, other] = [channelName(channel), channelName(live.item)];
    yield {
      at: number.node,
      message: {
        en: `${name.en} is a sandbox but uses the merchant number ${number.value} of ${other.en.toLowerCase()} in production; its tests end up in the reconciliation.`,
        zh: `${name.zh} 是测试环境，却用了生产${other.zh} 的商户号 ${number.value}；测试交易会混进对账。`,
      },
      related: [{ at: live.item.merchant_no!.node, message: { en: "The production channel", zh: "生产渠道" } }],
    };
  }
}

/**
 * Sandbox channels in a list for production: a list with a production channel in it, or that of a product said to be active where the
 * ledger has production channels at all.
 */
function* sandboxAmong(ledger: Ledger, names: readonly Field<string>[], active: boolean, { en, zh }: Text) {
  const environment = (name: Field<string>) => ledger.channel(name.value)?.item.environment?.value;
  if (!active && !names.some((name) => environment(name) === "production")) return;
  for (const name of names) {
    if (environment(name) !== "sandbox") continue;
    yield {
      at: name.node,
      message: {
        en: `${en} is used in production but takes the sandbox channel ${name.value}.`,
        zh: `${zh} 用于生产，却包含测试渠道 ${name.value}。`,
      },
    };
  }
}

const TEST_LABEL = /^(?:sandbox|test|uat|mock)/i;
const EXACT_LABEL = /^(?:sandbox|test|uat|mock)$/i;

/** The part of an address that says it is a test system: a host label, or an address that no bank can have. */
function testSign(endpoint: string): string | undefined {
  const host = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^/@]*@)?(\[[^\]]*\]|[^/:?#]+)/i.exec(endpoint)?.[1]?.toLowerCase();
  if (!host) return undefined;
  if (host === "localhost" || isPrivate(host)) return host;
  const labels = host.split(".");
  // The registered name itself may begin so (testin.cn); below it, every label is the operator's own word.
  return labels.find((label, i) => (i < labels.length - 2 ? TEST_LABEL : EXACT_LABEL).test(label));
}

function isPrivate(host: string): boolean {
  const bytes = /^(\d{1,3})\.(\d{1,3})\.\d{1,3}\.\d{1,3}$/.exec(host);
  if (!bytes) return host === "[::1]" || /^\[f[cd]/.test(host);
  const [first, second] = [Number(bytes[1]), Number(bytes[2])];
  return (
    first === 10 ||
    first === 127 ||
    (first === 172 && second >= 16 && second <= 31) ||
    (first === 192 && second === 168) ||
    (first === 169 && second === 254)
  );
}

DOCS: page(environmentMixed, {
  why: {
    en: "One-cent tests through a live merchant number ended up in the reconciliation, and a production route to a test system tells payers that they paid when nothing moved.",
    zh: "用生产商户号做的一分钱测试，混进了对账；生产路由指到测试系统，付款人看到“成功”，钱却一分没动。",
  },
  fix: {
    en: "Give each environment its own address and merchant number, and keep sandbox channels out of production routes and products.",
    zh: "各环境用各自的地址和商户号；测试渠道不要放进生产的路由和产品。",
  },
  silent: {
    en: "When the environment is not stated, when there are only sandbox channels, and for lists of sandbox channels unless their product is `status: active`.",
    zh: "没有写环境、或只有测试渠道的不报；列表里全是测试渠道、产品又没有写 `status: active` 的不报。",
  },
  bad: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        environment: production
        endpoint: https://uat-pay.bank-a.example/v1
    #             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ chan/environment-mixed: Channel bank-a is in production, but its address looks like a test system (uat-pay).
        merchant_no: "8801"
        flow: pay_in
        method: gateway_b2c
      - id: bank-b
        name: 乙银行网银（虚构）
        environment: production
        endpoint: https://10.8.0.3/pay
    #             ^^^^^^^^^^^^^^^^^^^^ chan/environment-mixed: Channel bank-b is in production, but its address looks like a test system (10.8.0.3).
        merchant_no: "8802"
        flow: pay_in
        method: gateway_b2c
      - id: bank-b-test
        name: 乙银行网银测试（虚构）
        environment: sandbox
        merchant_no: "8802"
    #                ^^^^^^ chan/environment-mixed: Channel bank-b-test is a sandbox but uses the merchant number 8802 of channel bank-b in production; its tests end up in the reconciliation.
        flow: pay_in
        method: gateway_b2c
    routing:
      - id: main
        channels:
          - channel: bank-b
            weight: 50
          - channel: bank-b-test
    #                ^^^^^^^^^^^ chan/environment-mixed: Route main is used in production but takes the sandbox channel bank-b-test.
            weight: 50
  `,
  good: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        environment: production
        endpoint: https://pay.bank-a.example/v1
        merchant_no: "8801"
        flow: pay_in
        method: gateway_b2c
      - id: bank-a-test
        name: 甲银行网银测试（虚构）
        environment: sandbox
        endpoint: https://uat-pay.bank-a.example/v1
        merchant_no: "9901"
        flow: pay_in
        method: gateway_b2c
  `,
  sources: ["2017-05-09 19:14", "2017-05-09 16:33", "2017-05-09 19:03"],
});
