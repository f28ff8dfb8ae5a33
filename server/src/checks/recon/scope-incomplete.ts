import type { Edit } from "../../finding";
import type { Ledger } from "../../index/ledger";
import { legsOn, RuleBook } from "../../index/rule-book";
import type { Channel, Reconciliation } from "../../model/types.generated";
import { pairOf } from "../../yaml/nodes";
import { channelName, inUse } from "../chan/facts/channel";
import { fix } from "../chan/facts/fix";
import { type CheckFinding, check } from "../check";
import { appendItems, insertKeys, setKey, type YamlMap } from "../edits";
import { page } from "../pages";
import { productsOn } from "./facts/products";
import { bankTotalRow, lacksRow, quietKey } from "./facts/rows";
import { JUDGED, type Part, usualAuthority, withoutAuthority } from "./facts/scope";

const scopeIncomplete = check({
  code: "recon/scope-incomplete",
  severity: "warning",
  tier: "P1",
  on: "ledger",
  wholeLedger: true,
  title: { en: "Everything the channel moves is reconciled", zh: "渠道动到的钱都要对到" },
  *run(ledger) {
    for (const { item: channel } of ledger.channels()) {
      const recon = channel.reconciliation;
      const key = recon && pairOf(recon.node, "scope")?.key;
      if (!recon || !key || recon.scope.length === 0 || !inUse(channel)) continue;
      const missing = missingParts(ledger, channel, recon);
      if (missing.length === 0) continue;
      const name = channelName(channel);
      const found: CheckFinding = {
        at: key,
        message: {
          en: `${name.en} does not reconcile ${missing.map(({ part, en }) => `${part} (${en})`).join("; ")}.`,
          zh: `${name.zh} 的对账范围缺少：${missing.map(({ part, zh }) => `${part}（${zh}）`).join("；")}。`,
        },
        fixes: () => {
          const parts = missing.map(({ part }) => part);
          const edits = widen(recon, parts);
          return edits ? [fix(`Add ${parts.join(", ")}`, `加上 ${parts.join("、")}`, edits)] : [];
        },
      };
      yield found;
    }
  },
});
export default scopeIncomplete;

interface Missing {
  readonly part: Part;
  readonly en: string;
  readonly zh: string;
}

function missingParts(ledger: Ledger, channel: Channel, recon: Reconciliation): readonly Missing[] {
  const has = (part: Part) => recon.scope.some((one) => one.value === part);
  const outside = has("funds_external");
  const missing: Missing[] = [];
  if (has("detail") && !has("funds") && !outside)
    missing.push({
      part: "funds",
      en: "records are compared but not the money in the bank",
      zh: "明细对了，银行里的钱没对",
    });
  if (has("funds") && !has("detail"))
    missing.push({ part: "detail", en: "money is compared but not the single records", zh: "资金对了，逐笔明细没对" });
  if (!has("fee") && channel.settlement?.method?.value === "net")
    missing.push({ part: "fee", en: "the channel deducts it from what it pays us", zh: "渠道结算时轧差扣费" });
  else if (!has("fee") && channel.fee && postsFee(ledger, channel))
    missing.push({ part: "fee", en: "a posting rule books the channel's fee", zh: "记账规则里记了渠道手续费" });
  if (!has("settlement") && !outside && channel.settlement?.bank_account)
    missing.push({
      part: "settlement",
      en: "the channel pays into one of our bank accounts",
      zh: "渠道的结算款进我方银行账户",
    });
  return missing;
}

/** Whether a rule made for this channel, or for a product sold through it alone, books the channel's cost. */
function postsFee(ledger: Ledger, channel: Channel): boolean {
  const id = channel.id?.value ?? "";
  const products = new Set(
    productsOn(ledger, channel)
      .filter(({ item }) => item.channels.length === 1)
      .map(({ item }) => item.id?.value),
  );
  return RuleBook.of(ledger).rules.some((rule) => {
    if (legsOn(rule, undefined, "channel_fee_cost").length === 0) return false;
    const channels = rule.guard.when.get("channel");
    if (channels) return channels.has(id);
    return rule.guard.products !== undefined && [...rule.guard.products].every((product) => products.has(product));
  });
}

/** The added parts with what they bring along: whose record counts, a row for the bank's total, a fallback for bank lines. */
function widen(recon: Reconciliation, parts: readonly Part[]): Edit[] | undefined {
  const list = pairOf(recon.node, "scope")?.value;
  const all = [...recon.scope.map((one) => one.value as string), ...parts];
  const edits = [list?.kind === "seq" ? appendItems(recon.node, "scope", parts) : setKey(recon.node, "scope", all)];
  const judged = parts.filter((part) => JUDGED.includes(part));
  const keys: Record<string, YamlMap> = {};
  if (recon.authority && judged.length > 0) edits.push(insertKeys(recon.authority.node, usualAuthority(judged)));
  else if (judged.length > 0 && withoutAuthority(recon).length === 0) keys.authority = usualAuthority(judged);
  if (parts.includes("funds")) {
    if (lacksRow(recon, "bank_total")) edits.push(appendItems(recon.node, "differences", [bankTotalRow(recon)]));
    if (!recon.funds) keys.funds = { fallback: "manual" };
    else if (!recon.funds.fallback) edits.push(insertKeys(recon.funds.node, { fallback: "manual" }));
  }
  if (Object.keys(keys).length > 0) {
    const after = quietKey(recon, "scope", "authority", "differences");
    if (!after) return undefined;
    edits.push(insertKeys(recon.node, keys, after));
  }
  return edits;
}

DOCS: page(scopeIncomplete, {
  why: {
    en: "Details first, then the money, then both against each other: each half alone leaves a gap, and a fee that is deducted is part of the amount received.",
    zh: "先对明细，再对资金，再把两者对起来：只做一半就有缺口；轧差扣掉的手续费也是到账金额的一部分。",
  },
  fix: { en: "Add the missing part to `scope`.", zh: "把缺的部分加进 `scope`。" },
  silent: {
    en: "Without a `scope`; `funds_external` says that another system reconciles the money.",
    zh: "没写 `scope` 不报；写了 `funds_external` 表示资金由其他系统核对。",
  },
  bad: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        cut_off: "00:00"
        time_zone: Asia/Shanghai
        settlement:
          cycle: T+1
          method: net
        reconciliation:
          date_basis: channel_date
          scope: [detail]
        # ^^^^^ recon/scope-incomplete: Channel bank-a does not reconcile funds (records are compared but not the money in the bank); fee (the channel deducts it from what it pays us).
          authority:
            detail: channel
  `,
  good: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        cut_off: "00:00"
        time_zone: Asia/Shanghai
        settlement:
          cycle: T+1
          method: net
        reconciliation:
          date_basis: channel_date
          scope: [detail, fee, funds_external]
          authority:
            detail: channel
            fee: channel
  `,
  sources: ["2017-05-18 08:50", "2017-05-18 11:22", "2017-06-08 11:41"],
});
