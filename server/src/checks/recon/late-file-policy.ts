import type { Edit } from "../../finding";
import { type Moment, minutesBetween, momentText, statementMoment } from "../../index/notation";
import type { Channel, ReconciliationStatement } from "../../model/types.generated";
import { pairOf } from "../../yaml/nodes";
import { channelName, inUse } from "../chan/facts/channel";
import { fix } from "../chan/facts/fix";
import { type CheckFinding, check } from "../check";
import { insertKeys, replaceScalar, type Yaml } from "../edits";
import { page } from "../pages";

const THREE_HOURS = 180;

const lateFilePolicy = check({
  code: "recon/late-file-policy",
  severity: "warning",
  tier: "P1",
  on: "channels",
  title: { en: "It is settled what happens when the file is late", zh: "对账文件迟到怎么办要事先定好" },
  *run({ model }) {
    for (const channel of model.channels) {
      const statement = channel.reconciliation?.statement;
      if (statement?.source?.value !== "file" || !inUse(channel)) continue;
      const { late } = statement;
      const early = deadlineTooEarly(channel, statement);
      if (early) yield early;
      // A statement whose time is not given yet cannot be late.
      const due = pairOf(statement.node, "available_at");
      const begun = pairOf(statement.node, "late") ?? due ?? pairOf(statement.node, "rerun");
      if (!begun) continue;
      const missing = [
        ...(late && pairOf(late.node, "deadline") ? [] : [{ key: "deadline", zh: "最晚等到几点（late.deadline）" }]),
        ...(late && pairOf(late.node, "action") ? [] : [{ key: "action", zh: "迟到后怎么办（late.action）" }]),
        ...(pairOf(statement.node, "rerun") ? [] : [{ key: "rerun", zh: "补来的文件何时重跑（rerun）" }]),
      ];
      if (missing.length === 0) continue;
      const name = channelName(channel);
      const keys = missing.map(({ key }) => (key === "rerun" ? key : `late.${key}`));
      yield {
        at: begun.key,
        message: {
          en: `${name.en} does not say what happens when the file is late: ${keys.join(", ")} ${keys.length === 1 ? "is" : "are"} missing.`,
          zh: `${name.zh} 没有写对账文件迟到怎么处理，缺：${missing.map(({ zh }) => zh).join("、")}。`,
        },
        fixes: () => {
          const file = statementMoment(statement.available_at, undefined);
          const policy: Record<string, Yaml> = {};
          for (const { key } of missing) {
            if (key === "action") policy.action = "park";
            if (key === "deadline") policy.deadline = file ? JSON.stringify(momentText(later(file))) : '"T+1 13:00"';
          }
          const edits: Edit[] = [];
          const keysOfStatement: Record<string, Yaml> = {};
          if (late && Object.keys(policy).length > 0) edits.push(insertKeys(late.node, policy));
          else if (Object.keys(policy).length > 0) keysOfStatement.late = policy;
          if (keys.includes("rerun")) keysOfStatement.rerun = "next_day";
          const after = statement.node.pairs.findLast(({ key }) => key.value !== "late")?.key.value;
          if (Object.keys(keysOfStatement).length > 0) edits.push(insertKeys(statement.node, keysOfStatement, after));
          return [fix("Wait, then park the channel's items", "先等，到点挂起该渠道", edits)];
        },
      };
    }
  },
});
export default lateFilePolicy;

/** A deadline that has passed when the file is due: every file would count as late. */
function deadlineTooEarly(channel: Channel, { available_at, late }: ReconciliationStatement): CheckFinding | undefined {
  // Both are times of the channel's zone, so the zone does not matter.
  const [due, deadline] = [statementMoment(available_at, undefined), statementMoment(late?.deadline, undefined)];
  if (!due || !deadline || !late?.deadline || minutesBetween(due, deadline, "1970-01-01") >= 0) return undefined;
  const { node, value } = late.deadline;
  const name = channelName(channel);
  const proposed = momentText(later(due));
  return {
    at: node,
    message: {
      en: `${name.en} waits for its file until ${value}, but the file is not due before ${available_at!.value}.`,
      zh: `${name.zh} 的对账文件最晚等到 ${value}，可文件要到 ${available_at!.value} 才给。`,
    },
    fixes: () => [fix(`Wait until ${proposed}`, `改为等到 ${proposed}`, [replaceScalar(node, proposed)])],
  };
}

function later(at: Moment): Moment {
  return { ...at, minutes: at.minutes + THREE_HOURS };
}

DOCS: page(lateFilePolicy, {
  why: {
    en: "Files come late, in parts, or a second time. Some houses run again over several days, others push everything into exceptions; whichever it is, it should not be decided at night by whoever is on duty.",
    zh: "文件会迟到、缺页、重发。有的跨天重跑，有的全部转异常；怎么做都行，但不该由半夜值班的人临时决定。",
  },
  fix: {
    en: "State a deadline after the time the file is due, what happens after it, and when a corrected file is taken in.",
    zh: "写明最晚等到几点、过点怎么办、补发的文件何时处理。",
  },
  silent: {
    en: "For statements that are no files, and while neither a time nor any part of the policy is given.",
    zh: "不是文件的对账单不报；时间和迟到处理都还没写时不报。",
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
          # ^^^^^^^^^^^^ recon/late-file-policy: Channel bank-a does not say what happens when the file is late: late.deadline, late.action, rerun are missing.
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
            rerun: next_day
            late:
          # ^^^^ recon/late-file-policy: Channel bank-b does not say what happens when the file is late: late.action is missing.
              deadline: "T+1 13:00"
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
            rerun: next_day
            late:
              deadline: "T+1 09:00"
              #         ^^^^^^^^^^^ recon/late-file-policy: Channel bank-c waits for its file until T+1 09:00, but the file is not due before T+1 10:00.
              action: park
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
            rerun: next_day
            late:
              deadline: "T+1 13:00"
              action: park
  `,
  sources: ["2017-05-24 19:09", "2017-05-24 19:16", "2017-05-13 13:05"],
});
