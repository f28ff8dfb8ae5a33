import type { Difference } from "../../model/types.generated";
import { channelName } from "../chan/facts/channel";
import { check } from "../check";
import { page } from "../pages";
import { rowWord } from "./facts/words";

const differenceDuplicate = check({
  code: "recon/difference-duplicate",
  severity: "error",
  tier: "P0",
  on: "channels",
  title: { en: "Every kind of difference has one row per flow", zh: "同一种差异、同一流向只写一行" },
  *run({ model }) {
    for (const channel of model.channels) {
      const seen = new Map<string, Difference>();
      for (const row of channel.reconciliation?.differences ?? []) {
        if (!row.kind) continue;
        const cell = `${row.kind.value} ${row.flow?.value ?? "any"}`;
        const first = seen.get(cell);
        if (!first?.kind) {
          seen.set(cell, row);
          continue;
        }
        const name = channelName(channel);
        const word = rowWord(row);
        yield {
          at: row.kind.node,
          message: {
            en: `${name.en} handles ${word.en} twice; which row a difference takes is left to chance. Remove one, or change its kind or flow.`,
            zh: `${name.zh} 的“${word.zh}”写了两行，差异走哪一行全凭运气；请删掉一行，或改成别的差异类型、流向。`,
          },
          related: [{ at: first.kind.node, message: { en: "the other row", zh: "另一行" } }],
        };
      }
    }
  },
});
export default differenceDuplicate;

DOCS: page(differenceDuplicate, {
  why: {
    en: "A table of differences works when every case lands in exactly one class. A class that stands there twice usually means that another one, often the opposite case, was forgotten.",
    zh: "差异分类表要让每种情况恰好落在一类里。一类写了两遍，往往说明另一类（常常正是相反的情况）漏掉了。",
  },
  fix: {
    en: "Keep one row; turn the other into the case it was meant for.",
    zh: "保留一行，另一行改成它本来要写的那种情况。",
  },
  silent: {
    en: "A row with `flow: any` beside one for a single flow is no duplicate: the more specific row wins.",
    zh: "`flow: any` 的行与写明流向的行不算重复，更具体的优先。",
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
          differences:
            - kind: status_mismatch
              flow: any
              action: correct_status
            - kind: status_mismatch
            #       ^^^^^^^^^^^^^^^ recon/difference-duplicate: Channel bank-a handles status_mismatch twice; which row a difference takes is left to chance. Remove one, or change its kind or flow.
              flow: any
              action: manual
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
          differences:
            - kind: status_mismatch
              flow: any
              action: correct_status
            - kind: amount_mismatch
              flow: any
              action: correct_status
              max_age_days: 5
              owner: 清结算组
  `,
  sources: ["2017-06-14 18:43", "2017-06-14 18:54"],
});
