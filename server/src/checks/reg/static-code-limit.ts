import { citation, figureOn, listed, regulation, STATIC_CODE_LIMIT } from "../../data/regulations";
import type { Edit } from "../../finding";
import { Rational } from "../../ledger/rational";
import type { Channel, Limit } from "../../model/types.generated";
import { channelName, effectiveMethod, inUse } from "../chan/facts/channel";
import { fix } from "../chan/facts/fix";
import { type CheckFinding, check } from "../check";
import { appendItems, type YamlMap, yamlScalar } from "../edits";
import { page } from "../pages";
import { inner } from "../post/shared/wording";
import { amountSource, exceeded, isYuan, yuan } from "./facts/amounts";

const staticCodeLimit = check({
  code: "reg/static-code-limit",
  severity: "error",
  tier: "P2",
  on: "ledger",
  regulatory: true,
  title: { en: "Static codes take at most 500 a day from a payer", zh: "静态码每人每日不超过 500 元" },
  *run(ledger) {
    for (const { item: channel, document } of ledger.channels()) {
      if (!inUse(channel) || channel.code?.value !== "static" || effectiveMethod(channel) !== "qr_payer_scans")
        continue;
      const found = isYuan(ledger.chartOf(document)) ? inspect(channel, ledger.today) : undefined;
      if (found) yield found;
    }
  },
});
export default staticCodeLimit;

function inspect(channel: Channel, today: string): CheckFinding | undefined {
  const figure = figureOn(STATIC_CODE_LIMIT, today);
  if (!figure) return undefined;
  const daily = channel.limits.filter((row) => row.scope?.value === "per_day" && row.amount);
  const over = daily.find((row) => exceeded(row.amount, STATIC_CODE_LIMIT, today));
  if (daily.length > 0 && !over) return undefined;
  const name = channelName(channel);
  const law = citation("notice-2017-296");
  const most = yuan(figure);
  const text = amountSource(figure);
  const said = over?.amount?.value;
  return {
    at: over?.amount?.node ?? channel.code!.node,
    message: said
      ? {
          en: `Risk: ${inner(name.en)} takes up to ${said} a day from a payer by a static code; the limit is ${most.en}. See ${law.en}.`,
          zh: `风险提示：${name.zh} 的静态码每人每日限额 ${said}，规定为 ${most.zh}。参见${law.zh}。`,
        }
      : {
          en: `Risk: ${inner(name.en)} is a static code without a daily limit; a payer may pay ${most.en} a day by it. See ${law.en}.`,
          zh: `风险提示：${name.zh} 是静态码，却没有日限额；付款人每日不得超过 ${most.zh}。参见${law.zh}。`,
        },
    fixes: () => {
      const edits: Edit[] = channel.limits
        .filter((row) => SINGLE.has(row.scope?.value ?? "") && isAbove(row, figure.amount))
        .map((row) => ({ at: row.amount!.node, newText: text }));
      if (daily.length === 0) edits.push(appendItems(channel.node, "limits", [newRow(text, today)]));
      return [fix(`Set ${text} a day`, `日限额设为 ${text}`, edits)];
    },
  };
}

/** The limit with where it comes from, so that somebody can check it later. */
function newRow(amount: string, today: string): YamlMap {
  const source = yamlScalar(regulation("notice-2017-296").number.zh);
  return { scope: "per_day", amount, source, verified_at: JSON.stringify(today) };
}

/** Limits that a lower daily limit pulls down with it. */
const SINGLE: ReadonlySet<string> = new Set(["per_transaction", "per_day"]);

function isAbove(row: Limit, limit: string): boolean {
  if (row.amount?.value === "unlimited") return true;
  const amount = row.amount && Rational.parse(row.amount.value);
  return amount !== undefined && amount.compare(Rational.decimal(limit)) > 0;
}

DOCS: page(staticCodeLimit, {
  why: {
    en: "A printed code can be covered by another one, so it is trusted with little: a limit of about 500 was expected by the practitioners before it came.",
    zh: "贴在墙上的码可以被人换掉，所以只让它过小钱；500 元上下的限额，规定出来之前圈内就料到了。",
  },
  fix: { en: "Set the daily limit to 500, or use dynamic codes.", zh: "日限额设为 500，或改用动态码。" },
  silent: {
    en: "For dynamic codes (their three grades depend on how the payer is verified, which is not looked at), before 2018-04-01, and within the limit.",
    zh: "动态码不报（另三档取决于验证方式，此处不判断）；2018-04-01 以前不报；限额之内不报。",
  },
  bad: `
    === counting-house.yaml
    regulation:
      profile: cn
      as_of: "2026-11-20"
    === a.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: sticker
        name: 台卡（虚构）
        flow: pay_in
        method: qr_payer_scans
        code: static
        limits:
          - scope: per_transaction
            amount: 1000.00
            source: 合同附件一
            verified_at: "2026-11-01"
          - scope: per_day
            amount: 5000.00
            #       ^^^^^^^ reg/static-code-limit: Risk: channel sticker takes up to 5000.00 a day from a payer by a static code; the limit is CNY 500. See PBoC Notice 2017 No. 296 (Rules for bar-code payments (trial), in force since 2018-04-01).
            source: 合同附件一
            verified_at: "2026-11-01"
      - id: poster
        name: 海报码（虚构）
        flow: pay_in
        method: qr_payer_scans
        code: static
        #     ^^^^^^ reg/static-code-limit: Risk: channel poster is a static code without a daily limit; a payer may pay CNY 500 a day by it. See PBoC Notice 2017 No. 296 (Rules for bar-code payments (trial), in force since 2018-04-01).
        limits:
          - scope: per_transaction
            amount: 1000.00
            source: 合同附件一
            verified_at: "2026-11-01"
  `,
  good: `
    === counting-house.yaml
    regulation:
      profile: cn
      as_of: "2026-11-20"
    === a.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: sticker
        name: 台卡（虚构）
        flow: pay_in
        method: qr_payer_scans
        code: static
        limits:
          - scope: per_transaction
            amount: 500.00
            source: 合同附件一
            verified_at: "2026-11-01"
          - scope: per_day
            amount: 500.00
            source: 合同附件一
            verified_at: "2026-11-01"
  `,
  sources: ["2017-06-23 11:29"],
  documents: [listed("notice-2017-296")],
});
