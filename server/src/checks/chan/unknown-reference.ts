import type { ChannelsDocument } from "../../index/documents";
import { resolve } from "../../index/grouping";
import type { Ledger } from "../../index/ledger";
import type { Space } from "../../index/symbols";
import type { Text } from "../../l10n/text";
import type { Field } from "../../model/fields";
import { nearest } from "../../nearest";
import { type CheckFinding, check, replace } from "../check";
import { removeItem } from "../edits";
import { page } from "../pages";
import { fix } from "./facts/fix";
import { enabledRoutes, openProducts } from "./facts/routes";

const WHAT: Partial<Record<Space, Text>> = {
  account: { en: "ledger account", zh: "科目" },
  bank_account: { en: "bank account", zh: "银行账户" },
  rule: { en: "posting rule", zh: "记账规则" },
  product: { en: "product", zh: "产品" },
  channel: { en: "channel", zh: "渠道" },
};

const unknownReference = check({
  code: "chan/unknown-reference",
  severity: "error",
  tier: "P0",
  on: "ledger",
  wholeLedger: true,
  title: { en: "Names in channel files lead to something", zh: "渠道文件引用的名称都能找到" },
  *run(ledger) {
    for (const document of ledger.channelsDocuments) {
      const lost = unknownPaths(ledger, document);
      for (const { path, what } of lost) yield missingFile(path, what);
      const unreadable = new Set(lost.flatMap(({ holds }) => holds));
      for (const { role, spaces, name, at, lenient } of document.symbols.occurrences) {
        const space = spaces[0];
        const what = space && WHAT[space];
        if (role !== "reference" || lenient || !what || unreadable.has(space)) continue;
        if (resolves(ledger, document, space, name)) continue;
        const names = new Set(ledger.names(space));
        if (names.size === 0) continue;
        const meant = nearest(name, names);
        yield {
          at,
          message: {
            en: `There is no ${what.en} ${name}${meant === undefined ? "." : `; did you mean ${meant}?`}`,
            zh: `没有${what.zh} ${name}${meant === undefined ? "。" : `，是不是 ${meant}？`}`,
          },
          fixes: () =>
            meant === undefined ? [] : [replace(at, meant, { en: `Change to ${meant}`, zh: `改为 ${meant}` })],
        };
      }
    }
    yield* retiredChannels(ledger);
  },
});
export default unknownReference;

/** Routes in force and open products that still name a channel which is no longer there to take anything. */
function* retiredChannels(ledger: Ledger): Iterable<CheckFinding> {
  const users = [
    ...enabledRoutes(ledger).map(({ item }) => ({
      en: `route ${item.id?.value ?? ""}`.trim(),
      zh: `路由 ${item.id?.value ?? ""}`,
      names: item.channels.flatMap(({ channel }) => (channel ? [channel] : [])),
      without: undefined,
    })),
    ...openProducts(ledger).map(({ item }) => ({
      en: `product ${item.id?.value ?? ""}`.trim(),
      zh: `产品 ${item.id?.value ?? ""}`,
      names: item.channels,
      without: (name: Field<string>) => removeItem(item.node, "channels", name.node),
    })),
  ];
  for (const { en, zh, names, without } of users) {
    for (const name of names) {
      const channel = ledger.channel(name.value)?.item;
      if (channel?.status?.value !== "retired") continue;
      yield {
        at: name.node,
        severity: "warning",
        message: {
          en: `Channel ${name.value} is retired, but ${en} still names it; take it out.`,
          zh: `渠道 ${name.value} 已下线，${zh} 却还引用它；请去掉。`,
        },
        related: [{ at: channel.status.node, message: { en: "Retired here", zh: "在这里标为下线" } }],
        fixes: () =>
          without && names.length > 1 ? [fix(`Take ${name.value} out`, `去掉 ${name.value}`, without(name))] : [],
      };
    }
  }
}

function resolves(ledger: Ledger, document: ChannelsDocument, space: Space, name: string): boolean {
  if (space === "account") return ledger.account(document, name) !== undefined;
  return ledger.definitions(space, name).length > 0;
}

interface LostPath {
  readonly path: Field<string>;
  readonly what: Text;
  /** What the file would have declared: not asked for again, one cause is one finding. */
  readonly holds: readonly Space[];
}

function unknownPaths(ledger: Ledger, { uri, model }: ChannelsDocument): readonly LostPath[] {
  const known = new Set(ledger.documents.map((document) => document.uri));
  const paths: readonly LostPath[] = [
    ...model.chart.map((path): LostPath => ({ path, what: CHART, holds: ["account", "bank_account"] })),
    ...model.posting_rules.map((path): LostPath => ({ path, what: RULES, holds: ["rule", "product"] })),
  ];
  return paths.filter(({ path }) => !known.has(resolve(uri, path.value)));
}

const CHART: Text = { en: "chart of accounts", zh: "科目表" };
const RULES: Text = { en: "posting-rules file", zh: "记账规则文件" };

function missingFile(path: Field<string>, what: Text): CheckFinding {
  return {
    at: path.node,
    message: {
      en: `There is no ${what.en} at ${path.value} in this workspace.`,
      zh: `工作区里没有${what.zh} ${path.value}。`,
    },
  };
}

DOCS: page(unknownReference, {
  why: {
    en: "A new bank or transaction code needs its whole set of parameters. The one that is missing, or misspelt, is found in production, on the day the first difference has to be parked.",
    zh: "新接一家银行、一种交易，参数要成套。漏掉或写错的那一个，往往要到生产上第一笔差错挂账时才发现。",
  },
  fix: {
    en: "Correct the name, or declare what it stands for: the bank account in the chart, the rule in the posting rules, the channel in a channel file.",
    zh: "改正名称，或把它声明出来：银行账户写在科目表里，规则写在记账规则里，渠道写在渠道文件里。",
  },
  silent: {
    en: "When everything resolves and no route or product in force names a retired channel; old codes and names of ledger accounts count. Names of a kind that the ledger has not begun to declare are not asked for.",
    zh: "全部能找到、在用的路由和产品没有引用已下线的渠道时不报；科目的旧编码、旧名称也算。账簿里还没有开始声明的那一类不报。",
  },
  bad: `
    === house.coa.yaml
    kind: chart-of-accounts
    schema: 1
    bank_accounts:
      - id: reserve-01
        name: 备付金集中存管账户（虚构）
        bank: 央行
        funds: client
    accounts:
      - code: "224101"
        name: 待查长款
        class: liability
      - code: "1002"
        name: 银行存款
        class: asset
        purpose: bank_deposit
        bank_account: reserve-01
    === rules.posting.yaml
    kind: posting-rules
    schema: 1
    rules:
      - id: diff.surplus
        event: difference
        status: confirmed
        entries:
          - debit: "1002"
            amount: 1
          - credit: "224101"
            amount: 1
    === pay.channel.yaml
    kind: payment-channels
    schema: 1
    chart: ./haus.coa.yaml
    #      ^^^^^^^^^^^^^^^ chan/unknown-reference: There is no chart of accounts at ./haus.coa.yaml in this workspace.
    channels:
      - id: wallet-qr
        name: 山雀钱包（虚构）
        flow: pay_in
        method: qr_payer_scans
        reconciliation:
          differences:
            - kind: channel_only
              flow: pay_in
              suspense: "224110"
              rule: diff.surplsu
    === pay-b.channel.yaml
    kind: payment-channels
    schema: 1
    chart: ./house.coa.yaml
    posting_rules: [./rules.posting.yaml]
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        reconciliation:
          differences:
            - kind: channel_only
              flow: pay_in
              suspense: "224110"
    #                    ^^^^^^ chan/unknown-reference: There is no ledger account 224110; did you mean 224101?
              rule: diff.surplsu
    #               ^^^^^^^^^^^^ chan/unknown-reference: There is no posting rule diff.surplsu; did you mean diff.surplus?
      - id: old-wallet
        name: 旧钱包（虚构）
        status: retired
        flow: pay_in
        method: qr_payer_scans
    routing:
      - id: main
        channels:
          - channel: bank-b
    #                ^^^^^^ chan/unknown-reference: There is no channel bank-b; did you mean bank-a?
          - channel: old-wallet
    #                ^^^^^^^^^^ chan/unknown-reference: Channel old-wallet is retired, but route main still names it; take it out.
  `,
  good: `
    === house.coa.yaml
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "224101"
        name: 待查长款
        class: liability
    === pay.channel.yaml
    kind: payment-channels
    schema: 1
    chart: ./house.coa.yaml
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        settlement:
          bank_account: reserve-01
        reconciliation:
          differences:
            - kind: channel_only
              flow: pay_in
              suspense: "224101"
    routing:
      - id: main
        channels:
          - channel: bank-a
  `,
  sources: ["2017-06-08 14:17", "2017-06-08 14:32"],
});
