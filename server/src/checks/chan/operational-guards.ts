import type { Channel, Route } from "../../model/types.generated";
import { type CheckFinding, check } from "../check";
import { appendItems, insertKeys, type YamlMap } from "../edits";
import { page } from "../pages";
import { channelName, inUse, keyOf } from "./facts/channel";
import { fix } from "./facts/fix";
import { enabledRoutes } from "./facts/routes";

const FEW = 3;

const operationalGuards = check({
  code: "chan/operational-guards",
  severity: "info",
  tier: "P2",
  on: "ledger",
  title: { en: "Channels are guarded in operation", zh: "渠道运行有保护" },
  *run(ledger) {
    const channels = [...ledger.channels()].map(({ item }) => item).filter(inUse);
    if (channels.length < FEW) return;
    const routes = enabledRoutes(ledger).map(({ item }) => item);
    const routed = new Set(routes.flatMap((route) => route.channels.map(({ channel }) => channel?.value)));
    for (const channel of channels) if (channel.guards) yield* guards(channel, routed.has(channel.id?.value));
    for (const route of routes) {
      const flows = route.channels.map(({ channel }) => channel && ledger.channel(channel.value)?.item.flow?.value);
      if (route.factors.length > 0 && flows.length > 0 && flows.every((flow) => flow === "pay_out"))
        yield* factors(route);
    }
  },
});
export default operationalGuards;

const GUARD = {
  concurrency: { en: "a limit of parallel calls (`concurrency`)", zh: "并发上限（`concurrency`）" },
  auto_offline: { en: "conditions for taking it off line (`auto_offline`)", zh: "自动下线条件（`auto_offline`）" },
  risk_unavailable: {
    en: "what happens while risk control cannot be reached (`risk_unavailable`)",
    zh: "风控不可用时怎么办（`risk_unavailable`）",
  },
} as const;
const USUAL: YamlMap = {
  concurrency: "20",
  auto_offline: { consecutive_failures: "10" },
  risk_unavailable: "reject",
};

function* guards(channel: Channel, routed: boolean): Iterable<CheckFinding> {
  const given = channel.guards!;
  const wanted = ["concurrency", ...(routed ? (["auto_offline"] as const) : []), "risk_unavailable"] as const;
  const missing = wanted.filter((key) => !given.node.pairs.some((pair) => pair.key.value === key));
  if (missing.length === 0) return;
  const name = channelName(channel);
  yield {
    at: keyOf(channel.node, "guards"),
    message: {
      en: `The guards of ${name.en.toLowerCase()} lack ${missing.map((key) => GUARD[key].en).join(", ")}.`,
      zh: `${name.zh} 的运行保护缺少${missing.map((key) => GUARD[key].zh).join("、")}。`,
    },
    fixes: () => [
      fix("Insert usual values (check them)", "加上常用值（请核对）", [
        insertKeys(given.node, Object.fromEntries(missing.map((key) => [key, USUAL[key]!]))),
      ]),
    ],
  };
}

function* factors(route: Route): Iterable<CheckFinding> {
  const names = route.factors.map(({ name }) => name?.value ?? "").join(" ");
  if (/头寸|余额|备款|资金|日历|工作日|funds|position|balance|calendar/i.test(names)) return;
  yield {
    at: keyOf(route.node, "factors"),
    message: {
      en: `Payout route ${route.id?.value ?? ""} looks neither at the funds position nor at the calendar; it can choose a channel without money.`,
      zh: `付款路由 ${route.id?.value ?? ""} 的因子里没有头寸，也没有日历，可能选到没钱的渠道。`,
    },
    fixes: () => [
      fix("Add the funds position", "加上头寸", [
        appendItems(route.node, "factors", [{ name: "头寸", source: "出款账户余额" }]),
      ]),
    ],
  };
}

DOCS: page(operationalGuards, {
  why: {
    en: "Banks limit parallel calls, failures in a row should take a channel off line, and somebody has to decide beforehand whether payments pass while risk control is down.",
    zh: "银行限并发；连续失败应自动下线；风控挂了放不放行，要事先定好。",
  },
  fix: {
    en: "Complete `guards`, and let payout routes look at the funds position or the calendar.",
    zh: "补全 `guards`，付款路由加上头寸或日历因子。",
  },
  silent: {
    en: "With fewer than three channels (routing by hand), for channels without a `guards` block and for routes without factors.",
    zh: "渠道不足三个（靠人工切换）、没写 `guards` 的渠道、没有因子的路由不报。",
  },
  bad: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行代付（虚构）
        flow: pay_out
        method: payout_single
        limits:
          - scope: per_transaction
            amount: unlimited
        guards:
    #   ^^^^^^ chan/operational-guards: The guards of channel bank-a lack a limit of parallel calls (\`concurrency\`), conditions for taking it off line (\`auto_offline\`), what happens while risk control cannot be reached (\`risk_unavailable\`).
          note: 专线
      - id: bank-b
        name: 乙银行代付（虚构）
        flow: pay_out
        method: payout_single
        limits:
          - scope: per_transaction
            amount: unlimited
      - id: bank-c
        name: 丙银行代付（虚构）
        flow: pay_out
        method: payout_single
        limits:
          - scope: per_transaction
            amount: unlimited
    routing:
      - id: payouts
        channels:
          - channel: bank-a
            weight: 50
          - channel: bank-b
            weight: 50
        factors:
    #   ^^^^^^^ chan/operational-guards: Payout route payouts looks neither at the funds position nor at the calendar; it can choose a channel without money.
          - name: 成功率
            source: 近 10 分钟监控
  `,
  good: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行代付（虚构）
        flow: pay_out
        method: payout_single
        guards:
          concurrency: 20
          auto_offline:
            consecutive_failures: 10
          risk_unavailable: reject
      - id: bank-b
        name: 乙银行代付（虚构）
        flow: pay_out
        method: payout_single
      - id: bank-c
        name: 丙银行代付（虚构）
        flow: pay_out
        method: payout_single
  `,
  sources: ["2017-05-25 19:32", "2017-07-24 20:30", "2017-07-05 12:01"],
});
