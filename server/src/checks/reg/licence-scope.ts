import { citation, holdingOn, listed, regulation } from "../../data/regulations";
import type { Chart } from "../../index/chart";
import type { Ledger } from "../../index/ledger";
import { accountsFor } from "../../index/purposes";
import type { Text } from "../../l10n/text";
import type { Entity } from "../../model/types.generated";
import type { Span } from "../../yaml/nodes";
import { effectiveMethod, inUse, keyOf } from "../chan/facts/channel";
import { fix } from "../chan/facts/fix";
import { type CheckFinding, check } from "../check";
import { appendItems, removeItem, replaceScalar } from "../edits";
import { page } from "../pages";
import { isSold } from "./facts/entity";

type Licence = Entity["licences"][number]["value"];

/** What business needs, in the classes of 2010 and in those since 2024; one of them is enough. */
interface Need {
  readonly name: Text;
  readonly old: readonly Licence[];
  readonly since2024: readonly Licence[];
}

const ACQUIRING: Need = {
  name: { en: "acquiring at the counter", zh: "线下收单" },
  old: ["card_acquiring"],
  since2024: ["transaction_processing"],
};
const NETWORK: Need = {
  name: { en: "network payment", zh: "网络支付" },
  old: ["internet_payment", "mobile_payment"],
  since2024: ["stored_value_account", "transaction_processing"],
};
const BALANCE: Need = {
  name: { en: "payment accounts with a balance", zh: "带余额的支付账户" },
  old: ["internet_payment", "mobile_payment"],
  since2024: ["stored_value_account"],
};
const PREPAID: Need = {
  name: { en: "prepaid cards", zh: "预付卡发行" },
  old: ["prepaid_issuing"],
  since2024: ["stored_value_account"],
};

const ONLINE: ReadonlySet<string> = new Set([
  "quick_pay",
  "element_pay",
  "direct_debit",
  "silent_pay",
  "gateway_b2c",
  "gateway_b2b",
  "wallet_app",
  "wallet_h5",
  "wallet_jsapi",
]);
const CODES: ReadonlySet<string> = new Set(["qr_payer_scans", "qr_merchant_scans"]);

const licenceScope = check({
  code: "reg/licence-scope",
  severity: "warning",
  tier: "P1",
  on: "ledger",
  regulatory: true,
  title: { en: "The licences cover what is done", zh: "许可范围覆盖实际业务" },
  *run(ledger) {
    for (const chart of ledger.charts) {
      const { entity } = chart.document.model;
      if (!entity || chart.role !== "payment_institution" || entity.licences.length === 0) continue;
      yield* missing(ledger, chart, entity);
      yield* renamed(ledger, entity);
    }
  },
});
export default licenceScope;

function* missing(ledger: Ledger, chart: Chart, entity: Entity): Iterable<CheckFinding> {
  const held = new Set<Licence>(entity.licences.map((licence) => licence.value));
  const uses = new Map<Need, Span[]>();
  for (const { need, at } of needs(ledger, chart)) uses.set(need, [...(uses.get(need) ?? []), at]);
  const current = ledger.today >= regulation("decree-768").inForce;
  for (const [need, places] of uses) {
    if ([...need.old, ...need.since2024].some((licence) => held.has(licence))) continue;
    const wanted = (current ? need.since2024 : need.old)[0]!;
    const law = citation(holdingOn(ledger.today, "decree-768", "order-2010-2") ?? "decree-768");
    yield {
      at: keyOf(entity.node, "licences"),
      message: {
        en: `Risk: ${need.name.en} is in use, but none of the licences listed (${[...held].join(", ")}) covers it; it goes with ${wanted}. See ${law.en}.`,
        zh: `风险提示：配置里有${need.name.zh}业务，而所列许可（${[...held].join("、")}）都不覆盖，对应的是 ${wanted}。参见${law.zh}。`,
      },
      related: places.slice(0, 5).map((at) => ({ at, message: { en: "what needs it", zh: "需要该许可的业务" } })),
      fixes: () => [
        fix(`Add ${wanted}, if it is held`, `确有许可的，加上 ${wanted}`, [
          appendItems(entity.node, "licences", [wanted]),
        ]),
      ],
    };
  }
}

function* needs(ledger: Ledger, chart: Chart): Iterable<{ readonly need: Need; readonly at: Span }> {
  for (const { item: channel, document } of ledger.channels()) {
    const method = channel.underlying ?? channel.method;
    const name = effectiveMethod(channel);
    if (!method || !name || !inUse(channel) || ledger.chartOf(document) !== chart) continue;
    if (name === "card_present" || name === "pre_auth" || (CODES.has(name) && channel.scene?.value === "offline"))
      yield { need: ACQUIRING, at: method.node };
    else if (ONLINE.has(name) || (CODES.has(name) && channel.scene?.value === "online"))
      yield { need: NETWORK, at: method.node };
  }
  for (const account of accountsFor(ledger.settings, chart, "customer_balance"))
    if (account.purpose) yield { need: BALANCE, at: account.purpose.node };
  for (const { item: product, document } of ledger.products())
    if (product.prepaid && isSold(product, ledger.today) && ledger.chartOf(document) === chart)
      yield { need: PREPAID, at: keyOf(product.node, "prepaid") };
}

/** The classes of 2010 and what they became. */
function* renamed(ledger: Ledger, entity: Entity): Iterable<CheckFinding> {
  if (ledger.today < regulation("decree-768").inForce) return;
  const held = entity.licences.map((licence) => licence.value);
  const became: Readonly<Partial<Record<Licence, Licence>>> = {
    internet_payment: "stored_value_account",
    mobile_payment: held.includes("internet_payment") ? "stored_value_account" : "transaction_processing",
    card_acquiring: "transaction_processing",
    prepaid_issuing: "stored_value_account",
    prepaid_acceptance: "stored_value_account",
  };
  const law = citation("order-2024-4");
  for (const licence of entity.licences) {
    const next = became[licence.value];
    if (!next) continue;
    yield {
      at: licence.node,
      severity: "info",
      message: {
        en: `${licence.value} is a class of 2010, which is no longer issued; it corresponds to ${next}. Licences are converted over a transition of years. See ${law.en}.`,
        zh: `${licence.value} 是 2010 年的业务类型，已不再颁发，大致对应 ${next}；存量许可在过渡期内换证。参见${law.zh}。`,
      },
      fixes: () => [
        fix(
          `Change to ${next}`,
          `改为 ${next}`,
          held.includes(next) ? removeItem(entity.node, "licences", licence.node) : [replaceScalar(licence.node, next)],
        ),
      ],
    };
  }
}

DOCS: page(licenceScope, {
  why: {
    en: "Which licence covers a payer-side code or an online merchant was argued until late at night. The classes changed in 2024; the old names still stand in contracts and configurations.",
    zh: "主扫、线上商户归哪类许可，争论到深夜也没定论。2024 年业务类型重新划分，老名称还留在合同和配置里。",
  },
  fix: {
    en: "List the licence that is held, or take the business out of the configuration.",
    zh: "补上确实持有的许可，或去掉没有许可的业务。",
  },
  silent: {
    en: "Old and new classes both count; entities that list no licence and entities that are no payment institution are left alone. The mapping is of medium certainty, therefore it speaks of a risk.",
    zh: "新旧类型都算覆盖；没有列许可、不是支付机构的不报。新旧对应关系把握中等，因此只提示风险。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    entity:
      id: qinghe
      name: 青禾支付（虚构）
      role: payment_institution
      licences:
    # ^^^^^^^^ reg/licence-scope: Risk: network payment is in use, but none of the licences listed (card_acquiring, cross_border) covers it; it goes with stored_value_account. See State Council Decree No. 768 (Regulation on the supervision of non-bank payment institutions, in force since 2024-05-01).
        - card_acquiring
        # ^^^^^^^^^^^^^^ reg/licence-scope: card_acquiring is a class of 2010, which is no longer issued; it corresponds to transaction_processing. Licences are converted over a transition of years. See PBoC Order 2024 No. 4 (Detailed rules for the Regulation on non-bank payment institutions, in force since 2024-07-09).
        - cross_border
    regulation:
      profile: cn
      as_of: "2026-11-20"
    accounts: []
    === b.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
      - id: pos
        name: 刷卡（虚构）
        flow: pay_in
        method: card_present
  `,
  good: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    entity:
      id: qinghe
      name: 青禾支付（虚构）
      role: payment_institution
      licences:
        - stored_value_account
        - transaction_processing
    regulation:
      profile: cn
      as_of: "2026-11-20"
    accounts: []
    === b.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
  `,
  sources: ["2017-12-27 18:22", "2017-12-27 18:52", "2017-05-11 23:17"],
  documents: [listed("order-2010-2"), listed("decree-768"), listed("order-2024-4")],
});
