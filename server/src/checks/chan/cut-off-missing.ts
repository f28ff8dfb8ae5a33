import { check } from "../check";
import { insertKey, insertKeys } from "../edits";
import { page } from "../pages";
import { channelName, isActive, keyOf } from "./facts/channel";
import { fix } from "./facts/fix";

const cutOffMissing = check({
  code: "chan/cut-off-missing",
  severity: "error",
  tier: "P0",
  on: "channels",
  title: { en: "A reconciled channel says how its days are cut", zh: "要对账的渠道说明如何日切" },
  *run({ model }) {
    for (const channel of model.channels) {
      const recon = channel.reconciliation;
      if (!recon || !isActive(channel) || recon.statement?.source?.value === "none") continue;
      const name = channelName(channel);
      if (!hasKey(channel.node, "cut_off")) {
        yield {
          at: keyOf(channel.node, "reconciliation"),
          message: {
            en: `${name.en} is reconciled but has no cut-off; say when its accounting day ends.`,
            zh: `${name.zh} 要对账，却没有日切时间；请写明它的会计日几点结束。`,
          },
          fixes: () => [
            fix('Insert `cut_off: "00:00"` (the calendar day)', '加上 `cut_off: "00:00"`（按自然日）', [
              insertKeys(
                channel.node,
                hasKey(channel.node, "time_zone")
                  ? { cut_off: '"00:00"' }
                  : { cut_off: '"00:00"', time_zone: "Asia/Shanghai" },
              ),
            ]),
          ],
        };
      } else if (!channel.accounting_date_field && !recon.date_basis) {
        yield {
          at: keyOf(channel.node, "reconciliation"),
          message: {
            en: `${name.en} does not say how its accounting date reaches our records; name the field that carries it, or set \`date_basis\`.`,
            zh: `${name.zh} 没有说明渠道会计日如何落到我方记录：请写明带来渠道会计日的字段，或写 \`date_basis\`（对账日期口径）。`,
          },
          fixes: () => [
            fix("Reconcile by the channel's date", "按渠道会计日对账", [
              insertKey(recon.node, "date_basis", "channel_date"),
            ]),
            fix("Reconcile by our date", "按我方会计日对账", [insertKey(recon.node, "date_basis", "platform_date")]),
          ],
        };
      }
    }
  },
});
export default cutOffMissing;

function hasKey(map: { readonly pairs: readonly { readonly key: { readonly value: string } }[] }, key: string) {
  return map.pairs.some((pair) => pair.key.value === key);
}

DOCS: page(cutOffMissing, {
  why: {
    en: "Every record carries two accounting dates, ours and the channel's. When the cut-off and the way the channel's date arrives are not agreed before integration, every midnight leaves differences.",
    zh: "每笔记录都有两个会计日：我方的和渠道的。日切几点、渠道会计日怎么传过来，接入前不谈好，每天零点前后都会有差异。",
  },
  fix: {
    en: "Add `cut_off`, and name the field with the channel's accounting date or state the date basis of the reconciliation.",
    zh: "补上 `cut_off`；再写明渠道会计日字段，或写明对账按哪个日期。",
  },
  silent: {
    en: "For channels that are not active or not reconciled, and when both facts are present.",
    zh: "未启用或不对账的渠道不报；两项都有时不报。",
  },
  bad: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        reconciliation:
    #   ^^^^^^^^^^^^^^ chan/cut-off-missing: Channel bank-a is reconciled but has no cut-off; say when its accounting day ends.
          performed_by: platform
          date_basis: channel_date
      - id: bank-b
        name: 乙银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        cut_off: "23:00"
        time_zone: Asia/Shanghai
        reconciliation:
    #   ^^^^^^^^^^^^^^ chan/cut-off-missing: Channel bank-b does not say how its accounting date reaches our records; name the field that carries it, or set \`date_basis\`.
          performed_by: platform
  `,
  good: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        cut_off: "23:00"
        time_zone: Asia/Shanghai
        accounting_date_field: settle_date
        reconciliation:
          performed_by: platform
          date_basis: channel_date
  `,
  sources: ["2017-05-10 19:11", "2017-05-10 19:58", "2017-06-14 18:43"],
});
