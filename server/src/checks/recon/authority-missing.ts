import type { Reconciliation } from "../../model/types.generated";
import { pairOf } from "../../yaml/nodes";
import { channelName, inUse, keyOf } from "../chan/facts/channel";
import { fix } from "../chan/facts/fix";
import { type CheckFinding, check } from "../check";
import { insertKey, insertKeys, replaceScalar } from "../edits";
import { page } from "../pages";
import { usualAuthority, withoutAuthority } from "./facts/scope";
import { listWords, scopeWord } from "./facts/words";

const authorityMissing = check({
  code: "recon/authority-missing",
  severity: "warning",
  tier: "P1",
  on: "channels",
  title: { en: "It is agreed whose record is right", zh: "说明对不上时以谁为准" },
  *run({ model }) {
    for (const channel of model.channels) {
      const recon = channel.reconciliation;
      if (!recon || !inUse(channel)) continue;
      const name = channelName(channel);
      const parts = withoutAuthority(recon);
      if (parts.length > 0) {
        const said = listWords(parts.map(scopeWord));
        yield {
          at: keyOf(recon.node, recon.authority ? "authority" : "scope"),
          message: {
            en: `${name.en} does not say whose record counts for ${said.en} when the two sides differ.`,
            zh: `${name.zh} 没有写${said.zh}对不上时以谁为准。`,
          },
          fixes: () => {
            const usual = usualAuthority(parts);
            const text = Object.entries(usual);
            return [
              fix(
                `Trust ${text.map(([part, who]) => `the ${who} on ${part}`).join(", ")}`,
                text.map(([part, who]) => `${part} 以${who === "bank" ? "银行" : "渠道"}为准`).join("，"),
                [
                  recon.authority
                    ? insertKeys(recon.authority.node, usual)
                    : insertKey(recon.node, "authority", usual, "scope"),
                ],
              ),
            ];
          },
        };
      }
      const own = ownDetail(recon, name);
      if (own) yield own;
    }
  },
});
export default authorityMissing;

/** Our own books as the truth about details: possible, but somebody has to have meant it. */
function ownDetail(recon: Reconciliation, name: { en: string; zh: string }): CheckFinding | undefined {
  const detail = recon.authority?.detail;
  if (!recon.authority || detail?.value !== "own" || pairOf(recon.authority.node, "note") || recon.note)
    return undefined;
  return {
    at: detail.node,
    message: {
      en: `${name.en} trusts our own books on details, against the usual practice; say why in a note, or trust the channel.`,
      zh: `${name.zh} 的明细以我方为准，与通常做法相反；请在 note 里写明理由，或改为以渠道为准。`,
    },
    fixes: () => [fix("Trust the channel on details", "明细改以渠道为准", [replaceScalar(detail.node, "channel")])],
  };
}

DOCS: page(authorityMissing, {
  why: {
    en: "Most platforms trust the channel on details and the bank on money, but there are houses where the core or the ledger wins. Unless it is written down, every difference starts the same argument again.",
    zh: "多数平台明细以渠道为准、资金以银行为准，也有以核心或总账为准的。不写清楚，每次出差异都要重新争一遍。",
  },
  fix: {
    en: "Name the side that counts for each part in `scope`; explain `own` in a note.",
    zh: "为 `scope` 里的每一部分写明以谁为准；以我方为准时在 note 里写理由。",
  },
  silent: {
    en: "For parts that are not in `scope`; for settlement, where the bank's statement is the only record.",
    zh: "不在 `scope` 里的部分不报；结算只有银行流水一种记录，不要求。",
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
        reconciliation:
          date_basis: channel_date
          scope:
        # ^^^^^ recon/authority-missing: Channel bank-a does not say whose record counts for detail when the two sides differ.
            - detail
            - funds_external
      - id: bank-b
        name: 乙银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        cut_off: "00:00"
        time_zone: Asia/Shanghai
        reconciliation:
          date_basis: channel_date
          scope: [detail, fee, funds_external]
          authority:
        # ^^^^^^^^^ recon/authority-missing: Channel bank-b does not say whose record counts for fee when the two sides differ.
            detail: own
            #       ^^^ recon/authority-missing: Channel bank-b trusts our own books on details, against the usual practice; say why in a note, or trust the channel.
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
        reconciliation:
          date_basis: channel_date
          scope: [detail, fee, funds_external]
          authority:
            detail: channel
            fee: channel
  `,
  sources: ["2017-05-06 18:13", "2017-06-19 21:55", "2017-06-26 21:36"],
});
