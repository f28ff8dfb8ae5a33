import type { Text } from "../../l10n/text";
import { channelName } from "../chan/facts/channel";
import { fix } from "../chan/facts/fix";
import { check } from "../check";
import { insertKeys, type Yaml } from "../edits";
import { page } from "../pages";
import { rowWord } from "./facts/words";

const AUTOMATIC: Readonly<Record<string, Text>> = {
  auto_refund: { en: "refunded at once", zh: "直接自动退款" },
  auto_complete: { en: "completed at once", zh: "直接自动补单" },
  ignore: { en: "ignored", zh: "直接忽略" },
};

const autoResolve = check({
  code: "recon/auto-resolve",
  severity: "warning",
  tier: "P1",
  on: "channels",
  title: { en: "Nothing is resolved automatically before a second look", zh: "自动处理之前先复查一次" },
  *run({ model }) {
    for (const channel of model.channels) {
      for (const row of channel.reconciliation?.differences ?? []) {
        const { action, requery, wait_days: wait } = row;
        const said = action && AUTOMATIC[action.value];
        // A rounding remainder stays what it is, however often one asks.
        if (!action || !said || row.kind?.value === "rounding") continue;
        const [asks, waits] = [requery?.value === true, wait !== undefined && wait.value >= 1];
        if (asks && waits) continue;
        const name = channelName(channel);
        const word = rowWord(row);
        yield {
          at: action.node,
          message: {
            en: `${name.en}: ${word.en} is ${said.en}${asks ? " without waiting a day" : waits ? " without asking the channel again" : ", without asking the channel again and waiting a day"}; it may be a late message.`,
            zh: `${name.zh} 的“${word.zh}”${said.zh}，${asks ? "没有等一天" : waits ? "没有先向渠道复查" : "既没复查也没等待"}；它可能只是一条迟到的消息。`,
          },
          fixes: () => {
            const missing: Record<string, Yaml> = {};
            const edits = [];
            if (!requery) missing.requery = "true";
            else if (!asks) edits.push({ at: requery.node, newText: "true" });
            if (!wait) missing.wait_days = "1";
            else if (!waits) edits.push({ at: wait.node, newText: "1" });
            if (Object.keys(missing).length > 0) edits.push(insertKeys(row.node, missing));
            return [fix("Ask again and wait a day first", "先复查、等一天再处理", edits)];
          },
        };
      }
    }
  },
});
export default autoResolve;

DOCS: page(autoResolve, {
  why: {
    en: "Many surplus items turn out to be messages that came late: the order completes an hour afterwards. Whoever has refunded by then has paid twice.",
    zh: "很多长款只是消息迟到，过一小时订单自己就成功了。这时候钱已经退掉，等于付了两次。",
  },
  fix: {
    en: "Ask the channel again and wait at least a day (`requery: true`, `wait_days: 1`), or let a person decide.",
    zh: "先复查并至少等一天（`requery: true`、`wait_days: 1`），或交人工处理。",
  },
  silent: {
    en: "With both declared, for manual rows, and for rounding remainders.",
    zh: "两项都写了不报；人工处理的行、尾差不报。",
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
            - kind: channel_only
              flow: any
              action: ignore
              #       ^^^^^^ recon/auto-resolve: Channel bank-a: channel_only is ignored without asking the channel again; it may be a late message.
              wait_days: 3
              max_age_days: 5
            - kind: own_only
              flow: any
              action: ignore
              #       ^^^^^^ recon/auto-resolve: Channel bank-a: own_only is ignored, without asking the channel again and waiting a day; it may be a late message.
            - kind: status_mismatch
              flow: any
              action: auto_complete
              #       ^^^^^^^^^^^^^ recon/auto-resolve: Channel bank-a: status_mismatch is completed at once without waiting a day; it may be a late message.
              requery: true
            - kind: amount_mismatch
              flow: any
              action: correct_status
              max_age_days: 5
              owner: 清结算组
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
            - kind: channel_only
              flow: any
              action: ignore
              requery: true
              wait_days: 3
            - kind: own_only
              flow: any
              action: correct_status
              max_age_days: 5
              owner: 清结算组
            - kind: status_mismatch
              flow: any
              action: correct_status
            - kind: amount_mismatch
              flow: any
              action: correct_status
              max_age_days: 5
              owner: 清结算组
  `,
  sources: ["2017-05-18 11:33", "2017-05-18 11:26"],
});
