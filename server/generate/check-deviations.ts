import type { Text } from "../src/l10n/text";

/** Where a check deliberately does less, or otherwise, than the catalogue it was specified in; shown in `docs/checks/README.md`. */
export const DEVIATIONS: Readonly<Record<string, Text>> = {
  "coa/bank-account-mapping": {
    en: "An unknown bank account in a channel is reported by chan/unknown-reference.",
    zh: "渠道里引用的银行账户不存在，由 chan/unknown-reference 报告。",
  },
  "chan/unknown-reference": {
    en: "Offers the nearest name, not to create the missing object.",
    zh: "给出最接近的名称，不代为新建对象。",
  },
  "chan/maintenance-window": {
    en: "A window that lies in the past is a warning; splitting at midnight is not offered as a fix.",
    zh: "已过期的时间窗只作警告；不提供按零点拆分的修复。",
  },
  "chan/routing-unreachable": {
    en: "Later rows with the same guard count as backups; amount conditions are not evaluated.",
    zh: "条件相同的后续行视为备用；不计算金额条件。",
  },
  "chan/no-fallback": { en: "The remark about a single channel is left out.", zh: "不提示“只有一个渠道”。" },
  "chan/base-code": {
    en: "Bank numbers are compared by kind only, and where `reference` names a table; no bank table ships.",
    zh: "银行编号只比较种类，且仅在 `reference` 列出对照表时；产品不附带银行表。",
  },
  "chan/element-set": {
    en: "“Remark the interface lacks” is not checked: no field says so.",
    zh: "不检查“接口没有的备注字段”，格式中没有对应字段。",
  },
  "chan/operational-guards": {
    en: "Speaks where `guards` or `factors` has begun.",
    zh: "仅在已开始写 `guards` 或 `factors` 时报告。",
  },
  "post/advance-entries": {
    en: "A missing recovery rule is left to post/transit-without-exit.",
    zh: "缺少回收规则由 post/transit-without-exit 报告。",
  },
  "post/fee-collection-account": {
    en: "A missing account is left to coa/purpose-missing-for-product.",
    zh: "缺少科目由 coa/purpose-missing-for-product 报告。",
  },
  "post/escrow-bypassed": {
    en: "A missing escrow_confirm rule is left to post/uncovered-event.",
    zh: "缺少确认收货规则由 post/uncovered-event 报告。",
  },
  "post/split-self-uncapped": {
    en: "A missing share is left to post/shares-not-whole.",
    zh: "缺少分账比例由 post/shares-not-whole 报告。",
  },
  "post/hot-realtime": { en: "The hint about five or more rules is not built.", zh: "未实现“五条以上规则”的提示。" },
  "post/buffer-conflict": {
    en: "“Receipts and payments” is not judged: no field says so.",
    zh: "不判断“收付混用”，格式中没有对应字段。",
  },
  "post/correction-contradiction": {
    en: "Unequal totals are left to the balance proof.",
    zh: "借贷不等由平衡证明报告。",
  },
  "recon/channel-unreconciled": {
    en: "Speaks once a channel of the file has `reconciliation`, or the channel itself has `settlement`.",
    zh: "文件中已有渠道写了 `reconciliation`，或该渠道自己写了 `settlement` 之后才报告。",
  },
  "recon/cut-off-direction": { en: "Off by default.", zh: "默认关闭。" },
  "recon/cut-off-gap": {
    en: "Speaks when there is no `hold`; with one, recon/hold-lifecycle does.",
    zh: "没有 `hold` 时报告；有则由 recon/hold-lifecycle 报告。",
  },
  "recon/file-format": {
    en: "“Two versions valid at once” cannot be written in the format.",
    zh: "格式中写不出“两个版本同时有效”。",
  },
  "recon/funds-classification": {
    en: "Missing classes are folded into the finding about the fallback.",
    zh: "缺少的分类并入“兜底处理”一条。",
  },
  "reg/direct-debit-scenario": {
    en: "The part on small-value batch collections is left out: its document could not be verified.",
    zh: "小额批量代收部分未收录，文件出处未能核实。",
  },
};
