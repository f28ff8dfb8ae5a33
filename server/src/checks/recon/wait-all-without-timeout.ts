import { isOver } from "../../index/validity";
import { pairOf } from "../../yaml/nodes";
import { fix } from "../chan/facts/fix";
import { check } from "../check";
import { insertKey, replaceScalar } from "../edits";
import { page } from "../pages";
import { productName } from "../post/shared/wording";

const waitAllWithoutTimeout = check({
  code: "recon/wait-all-without-timeout",
  severity: "warning",
  tier: "P1",
  on: "ledger",
  title: { en: "Waiting for all channels ends some time", zh: "等全部渠道要有个时限" },
  *run(ledger) {
    for (const { item: product } of ledger.products()) {
      const { settlement } = product;
      const wait = settlement?.wait_for;
      if (wait?.value !== "all_channels" || isOver(product, ledger.today)) continue;
      if (pairOf(settlement!.node, "wait_timeout")) continue;
      const name = productName(product);
      yield {
        at: wait.node,
        message: {
          en: `${name.en} settles when all channels are reconciled and waits without limit; one late file would block every merchant.`,
          zh: `${name.zh} 要等全部渠道对完才结算，又没有等待时限；一个文件迟到，所有商户都拿不到钱。`,
        },
        fixes: () => [
          fix("Wait for 120 minutes at most", "最多等 120 分钟", [
            insertKey(settlement!.node, "wait_timeout", "120", "wait_for"),
          ]),
          fix("Wait for each channel by itself", "改为各渠道各自结算", [replaceScalar(wait.node, "each_channel")]),
        ],
      };
    }
  },
});
export default waitAllWithoutTimeout;

DOCS: page(waitAllWithoutTimeout, {
  why: {
    en: "A settlement that waits for every channel hangs on the slowest of them. Without a limit one late file blocks the money of all merchants.",
    zh: "等全部渠道，就是等最慢的那个。没有时限，一个文件迟到就卡住所有商户的钱。",
  },
  fix: {
    en: "Add `wait_timeout`, or settle each channel's trades when that channel is ready.",
    zh: "写上 `wait_timeout`，或改为各渠道对完各自结算。",
  },
  silent: { en: "With `each_channel`, or with a time-out.", zh: "`each_channel`、或已有时限时不报。" },
  bad: `
    kind: posting-rules
    schema: 1
    products:
      - id: acquiring
        name: 收单
        settlement:
          wait_for: all_channels
          #         ^^^^^^^^^^^^ recon/wait-all-without-timeout: Product acquiring settles when all channels are reconciled and waits without limit; one late file would block every merchant.
    rules: []
  `,
  good: `
    kind: posting-rules
    schema: 1
    products:
      - id: acquiring
        name: 收单
        settlement:
          wait_for: all_channels
          wait_timeout: 120
    rules: []
  `,
  sources: ["2017-07-25 12:09", "2017-07-25 12:29"],
});
