import { baselineAccountByName } from "../data/baseline";
import type { Edit } from "../finding";
import type { Chart } from "../index/chart";
import { type AccountClass, accountsFor, type Purpose, purposeFacts } from "../index/purposes";
import type { Settings } from "../index/settings";
import type { Text } from "../l10n/text";
import type { Account } from "../model/types.generated";
import type { MapNode } from "../yaml/nodes";
import { appendToDocument, insertItemsAfter, type Yaml, type YamlMap, yamlScalar } from "./edits";

interface Template {
  readonly name: Text;
  /** Chinese name of the first-level account it usually stands under. */
  readonly under: string;
  readonly dimension?: string;
  readonly clearsBy?: string;
  /** A balance that somebody has to look into. */
  readonly aged?: boolean;
}

function template(zh: string, en: string, under: string, more: Partial<Template> = {}): Template {
  return { name: { zh, en }, under, ...more };
}

const BY_CHANNEL = { dimension: "channel" };
const SUSPENSE = { dimension: "channel", clearsBy: "reconciliation", aged: true };

const TEMPLATES: Readonly<Partial<Record<Purpose, Template>>> = {
  bank_deposit: template("银行存款", "Bank deposits", "银行存款"),
  channel_clearing: template("渠道待清算", "Channel clearing", "清算资金往来", {
    ...BY_CHANNEL,
    clearsBy: "reconciliation",
  }),
  payout_clearing: template("出款待清算", "Payout clearing", "清算资金往来", {
    ...BY_CHANNEL,
    clearsBy: "reconciliation",
  }),
  funds_transfer: template("资金调拨在途", "Funds in transfer", "清算资金往来", { clearsBy: "event" }),
  transit: template("过渡户", "Transit account", "清算资金往来", { clearsBy: "event" }),
  customer_balance: template("客户余额", "Customer balances", "其他应付款", { dimension: "customer" }),
  merchant_pending: template("商户待结算款", "Due to merchants, pending", "应付账款", { dimension: "merchant" }),
  merchant_available: template("商户可用余额", "Due to merchants, available", "应付账款", { dimension: "merchant" }),
  payout_transit: template("出款过渡户", "Payouts in transit", "其他应付款", { ...BY_CHANNEL, clearsBy: "event" }),
  refund_transit: template("退款过渡户", "Refunds in transit", "其他应付款", { ...BY_CHANNEL, clearsBy: "event" }),
  suspense_surplus: template("待查长款", "Suspense: surplus", "其他应付款", SUSPENSE),
  suspense_shortage: template("待查短款", "Suspense: shortage", "其他应收款", SUSPENSE),
  fee_income: template("手续费收入", "Fee income", "手续费及佣金收入"),
  fee_receivable: template("应收手续费", "Fees receivable", "应收账款", { dimension: "merchant" }),
  fee_prepaid: template("预收手续费", "Fees received in advance", "预收账款", { dimension: "merchant" }),
  marketing_expense: template("营销费用", "Marketing expense", "销售费用"),
  advance_receivable: template("应收垫资款", "Advances receivable", "其他应收款", { dimension: "merchant" }),
  fx_difference: template("汇兑损益", "Exchange gains and losses", "汇兑损益"),
  fx_position: template("货币兑换", "Currency exchange", "货币兑换", { clearsBy: "external" }),
};

const MAX_AGE_DAYS = "30";

/** An account that does not exist yet and the edits that add it. */
export interface NewAccounts {
  readonly codes: readonly string[];
  readonly edits: readonly Edit[];
}

/**
 * Accounts for these purposes, placed under their usual heading (其他应付款, 清算资金往来 …) with the next free code; where the
 * heading is not in use, at its code of the national table, else beside the last account of their class. Undefined when the chart's numbering tells no code.
 */
export function newAccounts(
  settings: Settings,
  chart: Chart,
  purposes: readonly Purpose[],
  extra: YamlMap = {},
): NewAccounts | undefined {
  const taken = new Set(chart.codes());
  const codes: string[] = [];
  const byAnchor = new Map<MapNode, YamlMap[]>();
  for (const purpose of purposes) {
    const place = placeFor(chart, purpose, taken);
    if (!place) return undefined;
    const leaf = { ...item(settings, chart, purpose, place), ...extra };
    const added = place.heading ? [place.heading.item, leaf] : [leaf];
    if (place.heading) taken.add(place.heading.code);
    taken.add(place.code);
    codes.push(place.code);
    const list = byAnchor.get(place.after);
    if (list) list.push(...added);
    else byAnchor.set(place.after, [...added]);
  }
  return { codes, edits: [...byAnchor].map(([after, items]) => insertItemsAfter(after, items)) };
}

/** The keys that go with a purpose: what clears the account, by what it is kept apart. House habits first. */
export function purposeKeys(settings: Settings, chart: Chart, purpose: Purpose): YamlMap {
  const known = TEMPLATES[purpose];
  const keys: Record<string, Yaml> = {};
  const clears = clearsKeys(settings, chart, purpose);
  if (known?.dimension) keys.dimensions = [known.dimension];
  if (clears) keys.clears = clears;
  return keys;
}

/** What `clears` usually says for a purpose, after the chart's own accounts of that kind. */
export function clearsKeys(settings: Settings, chart: Chart, purpose: Purpose): YamlMap | undefined {
  const known = TEMPLATES[purpose];
  if (!known?.clearsBy) return undefined;
  const peers = accountsFor(settings, chart, purpose).flatMap((account) => account.clears ?? []);
  const by = peers.find((peer) => peer.by)?.by?.value ?? known.clearsBy;
  const days = peers.find((peer) => peer.max_age_days)?.max_age_days?.value;
  const owner = [...peers, ...chart.accounts.flatMap((account) => account.clears ?? [])].find((peer) => peer.owner);
  if (!known.aged) return { by };
  return {
    by,
    max_age_days: days === undefined ? MAX_AGE_DAYS : String(days),
    owner: yamlScalar(owner?.owner?.value ?? (isChinese(chart) ? "清结算组" : "Reconciliation team")),
  };
}

interface Place {
  readonly code: string;
  readonly after: MapNode;
  readonly parent: string | undefined;
  readonly class: AccountClass;
  readonly heading?: { readonly code: string; readonly item: YamlMap };
}

function placeFor(chart: Chart, purpose: Purpose, taken: ReadonlySet<string>): Place | undefined {
  const forms = purposeFacts(purpose).forms;
  const heading = headingFor(chart, purpose);
  if (heading) {
    const code = nextCode(chart, chart.childrenOf(heading), taken);
    const last = chart.childrenOf(heading).at(-1);
    const parent = last?.parent ? heading.code?.value : undefined;
    if (code && last && heading.class) return { code, after: last.node, parent, class: heading.class.value };
  }
  const standard = atTopLevel(chart, purpose, taken);
  if (standard) return standard;
  for (const form of forms) {
    const peer = chart
      .leaves()
      .findLast(
        (account) =>
          account.class?.value === form.class &&
          (purpose === "bank_deposit" || account.purpose?.value !== "bank_deposit"),
      );
    const code = peer && nextCode(chart, siblingsOf(chart, peer), taken);
    if (peer && code) return { code, after: peer.node, parent: peer.parent?.value, class: form.class };
  }
  return undefined;
}

/** The heading of the usual name, else of the usual code, when accounts stand under it already. */
function headingFor(chart: Chart, purpose: Purpose): Account | undefined {
  const name = TEMPLATES[purpose]?.under;
  if (name === undefined) return undefined;
  const classes = purposeFacts(purpose).forms.map((form) => form.class);
  const code = standardCode(chart, name);
  return chart.accounts.find(
    (account) =>
      (account.name?.value === name || (code !== undefined && account.code?.value === code)) &&
      classes.includes(account.class?.value ?? "memo") &&
      !chart.isLeaf(account),
  );
}

/** A first-level account of the national numbering, with a heading of its own where codes have levels. */
function atTopLevel(chart: Chart, purpose: Purpose, taken: ReadonlySet<string>): Place | undefined {
  const under = TEMPLATES[purpose]?.under;
  const form = purposeFacts(purpose).forms[0];
  const last = chart.accounts.at(-1);
  const code = under === undefined ? undefined : standardCode(chart, under);
  if (!code || !form || !last || !under) return undefined;
  const [first, second] = chart.document.model.code_scheme?.levels.map((level) => level.value) ?? [];
  if (second === undefined)
    return taken.has(code) ? undefined : { code, after: last.node, parent: undefined, class: form.class };
  const below = code + "1".padStart(second, "0");
  if (first !== code.length || taken.has(code) || taken.has(below)) return undefined;
  const item = { code: yamlScalar(code), name: yamlScalar(under), class: form.class, normal_balance: form.side };
  return { code: below, after: last.node, parent: undefined, class: form.class, heading: { code, item } };
}

/** The code of a first-level name in the chart's baseline; in the table for enterprises when it follows none but has such codes. */
function standardCode(chart: Chart, name: string): string | undefined {
  const baseline = chart.document.model.baseline?.value;
  if (baseline !== undefined && baseline !== "none") return baselineAccountByName(baseline, name)?.code;
  const alike = [...chart.codes()].some((code) => /^[1-6]\d{3}(?:\d{2})*$/.test(code));
  return alike ? baselineAccountByName("cas-2006", name)?.code : undefined;
}

function siblingsOf(chart: Chart, account: Account): readonly Account[] {
  const parent = chart.parent(account);
  return parent
    ? chart.childrenOf(parent)
    : chart.accounts.filter(
        (other) => chart.parent(other) === undefined && other.class?.value === account.class?.value,
      );
}

/** The code after the highest of its siblings, of the same length; undefined when the numbers run out. */
export function nextCode(
  chart: Chart,
  siblings: readonly Account[],
  taken: ReadonlySet<string> = new Set(chart.codes()),
): string | undefined {
  const numbered = siblings.flatMap((account) => account.code?.value ?? []).filter((code) => /\d$/.test(code));
  const highest = numbered.sort((a, b) => a.length - b.length || (a < b ? -1 : 1)).at(-1);
  if (highest === undefined) return undefined;
  const digits = /\d+$/.exec(highest)?.[0] ?? "";
  const head = highest.slice(0, highest.length - digits.length);
  for (let next = BigInt(digits) + 1n; ; next++) {
    const code = head + String(next).padStart(digits.length, "0");
    if (code.length > highest.length) return undefined;
    if (!taken.has(code) && sameParent(code, highest, chart)) return code;
    if (!sameParent(code, highest, chart)) return undefined;
  }
}

/** Counting up must not spill into the level above. */
function sameParent(code: string, sibling: string, chart: Chart): boolean {
  let length = 0;
  for (const level of chart.document.model.code_scheme?.levels ?? []) {
    if (length + level.value >= sibling.length) break;
    length += level.value;
  }
  return code.slice(0, length) === sibling.slice(0, length);
}

function item(settings: Settings, chart: Chart, purpose: Purpose, place: Place): YamlMap {
  const name = TEMPLATES[purpose]?.name;
  const side = purposeFacts(purpose).forms.find((form) => form.class === place.class)?.side;
  return {
    code: yamlScalar(place.code),
    name: yamlScalar((isChinese(chart) ? name?.zh : name?.en) ?? purpose),
    class: place.class,
    ...(side && { normal_balance: side }),
    ...(place.parent !== undefined && { parent: yamlScalar(place.parent) }),
    purpose,
    ...purposeKeys(settings, chart, purpose),
  };
}

function isChinese(chart: Chart): boolean {
  return chart.accounts.some((account) => /\p{Script=Han}/u.test(account.name?.value ?? ""));
}

/** Adds a bank account to a chart's list. */
export function newBankAccount(chart: Chart, id: string, funds: string): readonly Edit[] {
  const name = yamlScalar(id);
  return appendToDocument(chart.document, "bank_accounts", [{ id: yamlScalar(id), name, funds }]);
}
