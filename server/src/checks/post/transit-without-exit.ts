import type { Fix } from "../../finding";
import type { Chart, Side } from "../../index/chart";
import type { EventName, Status } from "../../index/events";
import type { Ledger } from "../../index/ledger";
import { accountsFor, type Purpose, purposeLabel } from "../../index/purposes";
import { type BookedLeg, type BookedRule, RuleBook } from "../../index/rule-book";
import type { Account } from "../../model/types.generated";
import { check } from "../check";
import { insertItemsAfter, type YamlMap } from "../edits";
import { page } from "../pages";
import { freeName, legLike, mirrored, otherSide, ruleLike } from "./shared/skeleton";

interface Exit {
  /** Undefined: the event of the rule that opens the position. */
  readonly event?: EventName;
  readonly status: Status;
  /** Where the money goes; undefined: back where it came from. */
  readonly to?: readonly Purpose[];
}

/** Purposes whose balance must return to zero, with the usual way out. */
const EXITS: ReadonlyMap<Purpose, Exit> = new Map<Purpose, Exit>([
  ["channel_clearing", { event: "funds_in", status: "matched", to: ["bank_deposit"] }],
  ["payout_clearing", { event: "funds_out", status: "matched", to: ["bank_deposit"] }],
  ["funds_transfer", { event: "funds_in", status: "matched", to: ["bank_deposit"] }],
  ["transit", { event: "settlement", status: "succeeded", to: ["merchant_available"] }],
  ["payout_transit", { status: "succeeded", to: ["payout_clearing", "channel_clearing"] }],
  ["refund_transit", { event: "refund", status: "succeeded", to: ["channel_clearing", "payout_clearing"] }],
  ["escrow", { event: "escrow_confirm", status: "succeeded", to: ["merchant_pending", "merchant_available"] }],
  ["frozen_balance", { event: "unfreeze", status: "succeeded" }],
  ["suspense_surplus", { event: "difference_clear", status: "confirmed" }],
  ["suspense_shortage", { event: "difference_clear", status: "confirmed" }],
  ["advance_receivable", { event: "advance_recovery", status: "succeeded", to: ["channel_clearing"] }],
  ["inter_entity", { event: "funds_move", status: "succeeded", to: ["bank_deposit"] }],
]);

interface Use {
  readonly rule: BookedRule;
  readonly leg: BookedLeg;
  readonly sides: Set<Side>;
}

const transitWithoutExit = check({
  code: "post/transit-without-exit",
  severity: "error",
  tier: "P0",
  on: "ledger",
  wholeLedger: true,
  title: { en: "What enters a pass-through account leaves it", zh: "过渡性科目有进有出" },
  *run(ledger) {
    const book = RuleBook.of(ledger);
    const automatic = postedByDayEnd(ledger);
    for (const [account, { rule, leg, sides }] of usesOf(book)) {
      if (sides.size !== 1 || account.clears?.by?.value === "external" || automatic.has(account)) continue;
      const side = [...sides][0]!;
      const name = `${account.code!.value}${account.name ? ` ${account.name.value}` : ""}`;
      const purpose = purposeLabel(account.purpose!.value, ledger.settings);
      yield {
        at: (leg.leg.debit ?? leg.leg.credit)!.node,
        message: {
          en: `Account ${name} (${purpose.en}) is only ever ${side}ed, so its balance keeps growing. Write the rule that ${otherSide(side)}s it.`,
          zh: `科目 ${name}（${purpose.zh}）在所有规则里只有${SIDE[side]}方发生，余额只增不减。请补上${SIDE[otherSide(side)]}记它的规则。`,
        },
        related: [{ at: account.code!.node, message: { en: "The account", zh: "该科目" } }],
        fixes: () => closingRule(ledger, book, rule, leg),
      };
    }
  },
});
export default transitWithoutExit;

const SIDE = { debit: "借", credit: "贷" } as const;

/** Every account that must clear, with the first rule that uses it and the sides it is used on. */
function usesOf(book: RuleBook): ReadonlyMap<Account, Use> {
  const uses = new Map<Account, Use>();
  for (const rule of book.rules) {
    for (const leg of rule.legs) {
      const { account, side, purpose } = leg;
      if (!account?.code || !account.purpose || !side || !purpose || !EXITS.has(purpose)) continue;
      const use = uses.get(account) ?? { rule, leg, sides: new Set<Side>() };
      use.sides.add(leg.leg.red?.value ? otherSide(side) : side);
      uses.set(account, use);
    }
  }
  return uses;
}

/** Accounts to which the day-end run posts an imbalance, on whichever side it falls. */
function postedByDayEnd(ledger: Ledger): ReadonlySet<Account> {
  return new Set(
    ledger.rulesDocuments.flatMap((document) => {
      const code = document.model.day_end?.transit_account?.value;
      return (code !== undefined && ledger.account(document, code)?.item) || [];
    }),
  );
}

/** The bank moves one lump for many trades. */
const LUMP = { covers: "batch", link: "statement_batch_no" };

/** A skeleton of the missing rule: the usual counter account where the chart has exactly one, else the mirrored entry. */
function closingRule(ledger: Ledger, book: RuleBook, rule: BookedRule, leg: BookedLeg): readonly Fix[] {
  const exit = EXITS.get(leg.purpose!)!;
  const event = exit.event ?? rule.guard.event;
  const { status } = exit;
  if (!leg.side || !leg.chart || book.all.some((r) => r.guard.event === event && r.status === status)) return [];
  const entries = exit.to ? passedOn(ledger, rule, leg, leg.chart, exit.to) : mirrored(rule);
  if (!entries) return [];
  const isFunds = event === "funds_in" || event === "funds_out";
  const taken = new Set([...ledger.rules()].flatMap(({ item }) => item.id?.value ?? []));
  const id = freeName(`${rule.guard.products ? [...rule.guard.products][0] : leg.purpose}.${event}.${status}`, taken);
  return [
    {
      title: { en: `Write rule ${id}, which clears the account`, zh: `生成销清该科目的规则 ${id}` },
      edits: [
        insertItemsAfter(rule.rule.node, [
          ruleLike(rule, { id, event, status, entries, ...(isFunds && { more: LUMP }) }),
        ]),
      ],
    },
  ];
}

function passedOn(
  ledger: Ledger,
  rule: BookedRule,
  leg: BookedLeg,
  chart: Chart,
  to: readonly Purpose[],
): readonly YamlMap[] | undefined {
  const counter = to
    .map((purpose) => accountsFor(ledger.settings, chart, purpose))
    .find((accounts) => accounts.length > 0);
  const code = counter?.length === 1 ? counter[0]?.code?.value : undefined;
  // Where the leg takes the rest, the amount of the only other leg says the same.
  const other = leg.leg.amount?.value === "rest" && rule.legs.length === 2 ? rule.legs.find((l) => l !== leg) : leg;
  if (code === undefined || !other || other.leg.amount?.value === "rest") return undefined;
  const close = legLike(other, otherSide(leg.side!), { code: leg.code! });
  const counterLeg = legLike(other, leg.side!, { code });
  if (!close || !counterLeg) return undefined;
  const { dimensions: _, ...plain } = counterLeg;
  return leg.side === "debit" ? [plain, close] : [close, plain];
}

DOCS: page(transitWithoutExit, {
  why: {
    en: "Money only passes through clearing, transit, escrow and suspense accounts. When all rules post to one side, its way out was forgotten: the balance keeps growing and its items can no longer be told apart.",
    zh: "清算、过渡、担保、待查科目里的钱只是路过。所有规则都只记一边，说明出口忘了写：余额越滚越大，最后分不清里面都是哪些钱。",
  },
  fix: {
    en: "Write the rule that takes the money out again: funds arriving, refund succeeded, buyer confirming, difference cleared.",
    zh: "补上让钱出去的规则：资金到账、退款成功、确认收货、差异销账等。",
  },
  silent: {
    en: "Accounts used on both sides or not at all, and accounts that another system clears (`clears.by: external`).",
    zh: "两边都有发生、或没有规则使用的科目不报；由外部系统销清（`clears.by: external`）的不报。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    bank_accounts:
      - id: reserve
        name: 备付金账户
        bank: 中国人民银行
        funds: client
    accounts:
      - code: "100201"
        name: 备付金存款
        class: asset
        purpose: bank_deposit
        bank_account: reserve
      - code: "220201"
        name: 商户待结算
        class: liability
        purpose: merchant_pending
        dimensions: [merchant]
      - code: "300101"
        name: 渠道待清算
        class: common
        purpose: channel_clearing
        dimensions: [channel]
        clears:
          by: reconciliation
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      gross:
        type: money
        min: 0.01
    rules:
      - id: pay.ok
        event: payment
        entries:
          - debit: "300101"
            #      ^^^^^^^^ post/transit-without-exit: Account 300101 渠道待清算 (Channel clearing, receivable from the channel) is only ever debited, so its balance keeps growing. Write the rule that credits it.
            amount: gross
            dimensions:
              channel: $channel
          - credit: "220201"
            amount: gross
            dimensions:
              merchant: $merchant
  `,
  good: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "100201"
        name: 备付金存款
        class: asset
        purpose: bank_deposit
      - code: "220201"
        name: 商户待结算
        class: liability
        purpose: merchant_pending
      - code: "300101"
        name: 渠道待清算
        class: common
        purpose: channel_clearing
    === b.posting.yaml
    kind: posting-rules
    schema: 1
    inputs:
      gross:
        type: money
        min: 0.01
    rules:
      - id: pay.ok
        event: payment
        entries:
          - debit: "300101"
            amount: gross
          - credit: "220201"
            amount: gross
      - id: funds.in
        event: funds_in
        status: matched
        entries:
          - debit: "100201"
            amount: gross
          - credit: "300101"
            amount: gross
  `,
  sources: ["2017-05-12 15:35", "2017-05-26 22:22", "2017-06-26 20:17"],
});
