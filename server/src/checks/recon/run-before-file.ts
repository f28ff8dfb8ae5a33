import { type Moment, minutesBetween, momentText, orderOf, statementMoment } from "../../index/notation";
import { channelName, inUse } from "../chan/facts/channel";
import { fix } from "../chan/facts/fix";
import { check } from "../check";
import { replaceScalar } from "../edits";
import { page } from "../pages";

/** Minutes a file may be late before a punctual run misses it. */
const MARGIN = 15;
const PROPOSED = 30;

const runBeforeFile = check({
  code: "recon/run-before-file",
  severity: "error",
  tier: "P0",
  on: "channels",
  title: { en: "Reconciliation runs after the statement is there", zh: "对账在对账单到齐之后进行" },
  *run({ model }) {
    for (const channel of model.channels) {
      const recon = channel.reconciliation;
      const source = recon?.statement?.source?.value;
      if (!recon || !inUse(channel) || source === "query" || source === "none") continue;
      // Both are times of the channel's zone, so the zone does not matter.
      const file = statementMoment(recon.statement?.available_at, undefined);
      const run = statementMoment(recon.run_at, undefined);
      if (!file || !run || !recon.run_at) continue;
      const margin = minutesBetween(file, run, "1970-01-01");
      const early = margin < 0;
      const order = orderOf(run, file, "1970-01-01");
      if (margin >= MARGIN && order !== "depends") continue;
      const name = channelName(channel);
      const [at, due] = [recon.run_at.value, recon.statement?.available_at?.value ?? ""];
      const { node } = recon.run_at;
      yield {
        at: node,
        severity: early ? "error" : "warning",
        message: early
          ? {
              en: `${name.en} is reconciled at ${at}, before its statement is there (${due}); everything would look like a difference.`,
              zh: `${name.zh} 在 ${at} 对账，而对账单 ${due} 才到，会凭空对出一堆差异。`,
            }
          : margin < MARGIN
            ? {
                en: `${name.en} is reconciled ${margin === 0 ? "the moment" : `${margin} minutes after`} its statement is due (${due}); leave it at least ${MARGIN} minutes to be late.`,
                zh: `${name.zh} 的对账单 ${due} 才到，${margin === 0 ? "对账同时开始" : `只过 ${margin} 分钟就对账`}；请至少留 ${MARGIN} 分钟余量。`,
              }
            : {
                en: `${name.en} is reconciled at ${at}, its statement comes at ${due}: D counts days off and T does not, so after days off the run comes first.`,
                zh: `${name.zh} 在 ${at} 对账，对账单 ${due} 才到：D 按自然日、T 按工作日，遇到节假日对账会跑在文件前面。`,
              },
        fixes: () => {
          const later: Moment = { ...file, minutes: file.minutes + PROPOSED };
          const text = momentText(later);
          return [fix(`Run at ${text}`, `改为 ${text} 对账`, [replaceScalar(node, text)])];
        },
      };
    }
  },
});
export default runBeforeFile;

DOCS: page(runBeforeFile, {
  why: {
    en: "Channels deliver their statements between about 02:00 and 10:00 of the next day. A run that starts before the file is there compares our books with nothing and produces differences that nobody made.",
    zh: "各渠道的对账文件一般在次日 02:00 到 10:00 之间给出。文件没到就开跑，等于拿自己的账去对空气，差异全是造出来的。",
  },
  fix: {
    en: "Run after the statement is due, with a margin for a late file.",
    zh: "把对账时间排到文件到达之后，并留出余量。",
  },
  silent: {
    en: "When the run comes at least 15 minutes after the file, and for channels reconciled by queries, which have no file to wait for.",
    zh: "对账时间晚于文件 15 分钟以上不报；靠查询对账、没有文件可等的渠道不报。",
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
          statement:
            source: file
            available_at: "T+1 10:00"
          run_at: "T+1 09:00"
          #       ^^^^^^^^^^^ recon/run-before-file: Channel bank-a is reconciled at T+1 09:00, before its statement is there (T+1 10:00); everything would look like a difference.
      - id: bank-b
        name: 乙银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        cut_off: "00:00"
        time_zone: Asia/Shanghai
        reconciliation:
          date_basis: channel_date
          statement:
            source: file
            available_at: "T+1 10:00"
          run_at: "T+1 10:05"
          #       ^^^^^^^^^^^ recon/run-before-file: Channel bank-b is reconciled 5 minutes after its statement is due (T+1 10:00); leave it at least 15 minutes to be late.
      - id: bank-c
        name: 丙银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        cut_off: "00:00"
        time_zone: Asia/Shanghai
        reconciliation:
          date_basis: channel_date
          statement:
            source: file
            available_at: "T+1 10:00"
          run_at: "D+1 11:00"
          #       ^^^^^^^^^^^ recon/run-before-file: Channel bank-c is reconciled at D+1 11:00, its statement comes at T+1 10:00: D counts days off and T does not, so after days off the run comes first.
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
          statement:
            source: file
            available_at: "T+1 10:00"
          run_at: "T+1 10:30"
  `,
  sources: ["2017-05-09 09:51", "2017-06-06 23:02", "2017-08-14 21:12"],
});
