import type { ChannelsDocument } from "../../index/documents";
import type { In, Ledger } from "../../index/ledger";
import { clockOf } from "../../index/notation";
import { clockText } from "../../ledger/calendar";
import type { Channel } from "../../model/types.generated";
import { nearest } from "../../nearest";
import { pairOf } from "../../yaml/nodes";
import { channelName, inUse, keyOf } from "../chan/facts/channel";
import { fix } from "../chan/facts/fix";
import { type CheckFinding, check } from "../check";
import { insertKey, replaceScalar, setKey } from "../edits";
import { page } from "../pages";
import { cutOffsOf, holdWindow, inWindow } from "./facts/times";
import { knownKinds } from "./facts/words";

const holdLifecycle = check({
  code: "recon/hold-lifecycle",
  severity: "error",
  tier: "P1",
  on: "ledger",
  title: {
    en: "Held items cover the gap, wait long enough and end as differences",
    zh: "存疑盖住日切缝、等得够久、最后转为差异",
  },
  *run(ledger) {
    for (const entry of ledger.channels()) {
      if (!entry.item.reconciliation?.hold || !inUse(entry.item)) continue;
      yield* windowOf(ledger, entry);
      yield* daysOf(entry.item);
      yield* endOf(entry.item);
    }
  },
});
export default holdLifecycle;

function* windowOf(ledger: Ledger, { item: channel, document }: In<Channel, ChannelsDocument>): Iterable<CheckFinding> {
  const hold = channel.reconciliation!.hold!;
  const { window } = hold;
  const [from, to] = [clockOf(window?.from), clockOf(window?.to)];
  const cutOffs = cutOffsOf(ledger, document, channel);
  if (!window || from === undefined || to === undefined || !cutOffs) return;
  const outside = [
    { clock: cutOffs.channelClock, en: "the channel's cut-off", zh: "渠道日切" },
    { clock: cutOffs.ownClock, en: "ours", zh: "我方日切" },
  ].filter(({ clock }) => !inWindow(clock, from, to));
  if (outside.length === 0) return;
  const name = channelName(channel);
  const said = outside.map(({ clock, en, zh }) => ({
    en: `${en} (${clockText(clock)})`,
    zh: `${zh} ${clockText(clock)}`,
  }));
  yield {
    at: keyOf(hold.node, "window"),
    message: {
      en: `${name.en} holds items from ${clockText(from)} to ${clockText(to)}, which leaves out ${said.map((one) => one.en).join(" and ")}; held means inside the gap between both cut-offs.`,
      zh: `${name.zh} 的存疑窗口是 ${clockText(from)}–${clockText(to)}，没有盖住${said.map((one) => one.zh).join("和")}；存疑的应当是两个日切之间的交易。`,
    },
    fixes: () => {
      const wide = holdWindow(cutOffs);
      const text = { from: JSON.stringify(wide.from), to: JSON.stringify(wide.to) };
      return [
        fix(`Hold from ${wide.from} to ${wide.to}`, `存疑窗口改为 ${wide.from}–${wide.to}`, [
          setKey(hold.node, "window", text),
        ]),
      ];
    },
  };
}

function* daysOf(channel: Channel): Iterable<CheckFinding> {
  const hold = channel.reconciliation!.hold!;
  const name = channelName(channel);
  if (!pairOf(hold.node, "days")) {
    yield {
      at: keyOf(channel.reconciliation!.node, "hold"),
      message: {
        en: `${name.en} does not say for how many days an item is held.`,
        zh: `${name.zh} 没有写存疑几天。`,
      },
      fixes: () => [fix("Hold for 1 day", "存疑 1 天", [insertKey(hold.node, "days", "1")])],
    };
  } else if (hold.days && hold.days.value < 1) {
    const { node } = hold.days;
    yield {
      at: node,
      message: {
        en: `${name.en} stops holding before the next statement, the earliest that can bring the other half; hold for at least 1 day.`,
        zh: `${name.zh} 的存疑在下一份对账单之前就结束了，而另一半最早要到下一份才会出现；请至少存疑 1 天。`,
      },
      fixes: () => [fix("Hold for 1 day", "存疑 1 天", [{ at: node, newText: "1" }], true)],
    };
  }
}

function* endOf(channel: Channel): Iterable<CheckFinding> {
  const recon = channel.reconciliation!;
  const hold = recon.hold!;
  const name = channelName(channel);
  if (!pairOf(hold.node, "then")) {
    yield {
      at: pairOf(hold.node, "window")?.key ?? keyOf(recon.node, "hold"),
      message: {
        en: `${name.en} does not say what becomes of an item that is still unmatched after the hold; it has to end as a difference.`,
        zh: `${name.zh} 没有写存疑到期仍未对上的怎么办；到期应转为差异（长款或短款）。`,
      },
      fixes: () => [
        fix("Insert `then: difference`", "加上 `then: difference`", [insertKey(hold.node, "then", "difference")]),
      ],
    };
    return;
  }
  const { then } = hold;
  if (!then || then.value === "difference" || knownKinds().includes(then.value)) return;
  yield {
    at: then.node,
    message: {
      en: `${name.en} turns held items into “${then.value}”, which is no kind of difference; write difference, or a kind of the table.`,
      zh: `${name.zh} 的存疑到期转为“${then.value}”，这不是差异类型；请写 difference 或差异表里的某一类。`,
    },
    fixes: () => {
      const meant = nearest(then.value, knownKinds()) ?? "difference";
      return [fix(`Change to ${meant}`, `改为 ${meant}`, [replaceScalar(then.node, meant)])];
    },
  };
}

DOCS: page(holdLifecycle, {
  why: {
    en: "Held means inside the cut-off window, waiting for the other half, which comes with the next statement. A window beside the gap holds the wrong trades, and an item without an end stays suspended for ever.",
    zh: "存疑是指落在日切窗口之内、等下一份对账单带来另一半。窗口没盖住日切缝，存的就不是该存的；没有到期去向，就会一直挂着。",
  },
  fix: {
    en: "Let the window cover both cut-offs, hold for at least a day, and let what is left become a difference.",
    zh: "窗口盖住两个日切，至少存疑一天，到期转为差异。",
  },
  silent: {
    en: "Without a `hold` block; the window is only judged when both cut-offs are known.",
    zh: "没有 `hold` 时不报；两个日切都已知时才判断窗口。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounting_day:
      cut_off: "23:30"
      time_zone: Asia/Shanghai
    accounts: []
    === b.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        cut_off: "00:00"
        reconciliation:
          date_basis: platform_date
          hold:
            window:
          # ^^^^^^ recon/hold-lifecycle: Channel bank-a holds items from 23:50 to 00:10, which leaves out ours (23:30); held means inside the gap between both cut-offs.
              from: "23:50"
              to: "00:10"
            days: 0
            #     ^ recon/hold-lifecycle: Channel bank-a stops holding before the next statement, the earliest that can bring the other half; hold for at least 1 day.
            then: lost
            #     ^^^^ recon/hold-lifecycle: Channel bank-a turns held items into “lost”, which is no kind of difference; write difference, or a kind of the table.
      - id: bank-b
        name: 乙银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        cut_off: "00:00"
        reconciliation:
          date_basis: platform_date
          hold:
        # ^^^^ recon/hold-lifecycle: Channel bank-b does not say for how many days an item is held.
            window:
          # ^^^^^^ recon/hold-lifecycle: Channel bank-b does not say what becomes of an item that is still unmatched after the hold; it has to end as a difference.
              from: "23:25"
              to: "00:05"
  `,
  good: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounting_day:
      cut_off: "23:30"
      time_zone: Asia/Shanghai
    accounts: []
    === b.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        cut_off: "00:00"
        reconciliation:
          date_basis: platform_date
          hold:
            window:
              from: "23:25"
              to: "00:05"
            days: 1
            then: difference
  `,
  sources: ["2017-06-14 18:43", "2017-06-27 14:20", "2017-06-27 14:12"],
});
