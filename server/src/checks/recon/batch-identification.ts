import { pairOf } from "../../yaml/nodes";
import { channelName, inUse } from "../chan/facts/channel";
import { fix } from "../chan/facts/fix";
import { check } from "../check";
import { insertKey } from "../edits";
import { page } from "../pages";

const batchIdentification = check({
  code: "recon/batch-identification",
  severity: "error",
  tier: "P1",
  on: "channels",
  title: { en: "Several batches a day can be told apart", zh: "一天多批对账单要能区分" },
  *run({ model }) {
    for (const channel of model.channels) {
      const statement = channel.reconciliation?.statement;
      const batches = statement?.batches_per_day;
      if (!statement || !batches || batches.value <= 1 || !inUse(channel)) continue;
      if (pairOf(statement.node, "batch_key")) continue;
      const name = channelName(channel);
      yield {
        at: batches.node,
        message: {
          en: `${name.en} delivers ${batches.value} statements a day, but no column says which batch a line belongs to; a batch taken in twice would not be noticed.`,
          zh: `${name.zh} 一天给 ${batches.value} 份对账单，却没有标识批次的列；同一批入两次也看不出来。`,
        },
        fixes: () => [
          fix("Insert `batch_key: batch_no`", "加上 `batch_key: batch_no`", [
            insertKey(statement.node, "batch_key", "batch_no", "batches_per_day"),
          ]),
        ],
      };
    }
  },
});
export default batchIdentification;

DOCS: page(batchIdentification, {
  why: {
    en: "When several batches arrive for one day and none of them has a number, nobody can tell a second delivery of the same batch from the next one.",
    zh: "一天来好几批、又没有批次号时，分不清是补发的同一批还是下一批。",
  },
  fix: { en: "Name the column that identifies the batch.", zh: "写明标识批次的列。" },
  silent: {
    en: "With one batch a day, or when it is not said how many there are.",
    zh: "一天一批、或没写批次数时不报。",
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
            source: query
            batches_per_day: 3
            #                ^ recon/batch-identification: Channel bank-a delivers 3 statements a day, but no column says which batch a line belongs to; a batch taken in twice would not be noticed.
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
            source: query
            batches_per_day: 3
            batch_key: batch_no
  `,
  sources: ["2017-07-14 22:02"],
});
