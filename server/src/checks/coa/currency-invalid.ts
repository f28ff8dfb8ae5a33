import { currency, isActive, offshoreRenminbi, suggestCurrency } from "../../data/currency";
import type { Ledger } from "../../index/ledger";
import type { Occurrence } from "../../index/symbols";
import type { Text } from "../../l10n/text";
import { type CheckFinding, check } from "../check";
import { replaceScalar } from "../edits";
import { page } from "../pages";

const currencyInvalid = check({
  code: "coa/currency-invalid",
  severity: "error",
  tier: "P0",
  on: "ledger",
  title: { en: "Currencies are ISO 4217 codes or declared units", zh: "币种是 ISO 4217 代码或已声明的单位" },
  *run(ledger) {
    const units = new Set(ledger.charts.flatMap((chart) => [...chart.document.model.units.entries.keys()]));
    for (const document of ledger.documents) {
      const marketMarkers = new Set(
        document.kind === "payment-channels"
          ? document.model.channels.flatMap(({ currencies }) => [
              ...(currencies?.transaction ?? []).map((field) => field.node),
              ...(currencies?.settlement ? [currencies.settlement.node] : []),
            ])
          : [],
      );
      for (const occurrence of document.symbols.occurrences) {
        if (occurrence.role === "definition" || !occurrence.spaces.includes("currency") || occurrence.lenient) continue;
        if (units.has(occurrence.name) || isUsable(occurrence.name, ledger.today)) continue;
        if (occurrence.name === offshoreRenminbi && marketMarkers.has(occurrence.node)) yield offshore(occurrence);
        else yield* invalid(ledger, occurrence);
      }
    }
  },
});
export default currencyInvalid;

function isUsable(code: string, today: string): boolean {
  return isActive(code, today) && currency(code)?.kind !== "reserved";
}

function offshore(occurrence: Occurrence): CheckFinding {
  return {
    at: occurrence.at,
    severity: "warning",
    message: {
      en: "CNH is the market name of offshore renminbi, not a currency code: books and statements say CNY.",
      zh: "CNH 是离岸人民币的市场叫法，不是币种代码，账务和对账单上写 CNY。",
    },
    fixes: () => [toCode(occurrence, "CNY")],
  };
}

function* invalid(ledger: Ledger, occurrence: Occurrence): Iterable<CheckFinding> {
  const { name, at } = occurrence;
  const meant = suggestCurrency(name);
  const known = currency(name);
  // Without a chart nobody knows the units of the house.
  if (ledger.charts.length === 0 && meant === undefined && !known) return;
  yield {
    at,
    message: known ? outOfUse(name) : unknown(name, meant),
    fixes: () => (meant !== undefined && meant !== name ? [toCode(occurrence, meant)] : []),
  };
}

function outOfUse(code: string): Text {
  const { name, withdrawn } = currency(code)!;
  return withdrawn === undefined
    ? {
        en: `${code} (${name.en}) is reserved by ISO 4217 and is no currency to keep books in.`,
        zh: `${code}（${name.zh}）是 ISO 4217 的保留代码，不能用来记账。`,
      }
    : {
        en: `${code} (${name.en}) has not been a valid currency since ${withdrawn}.`,
        zh: `${code}（${name.zh}）自 ${withdrawn} 起已停用。`,
      };
}

function unknown(name: string, meant: string | undefined): Text {
  const hint: Text = meant
    ? { en: `write ${meant}`, zh: `应写 ${meant}` }
    : {
        en: "declare it in `units` of the chart if it is points or the like",
        zh: "积分等单位请先在科目表 `units` 中声明",
      };
  return {
    en: `${name} is no ISO 4217 currency code; ${hint.en}.`,
    zh: `${name} 不是 ISO 4217 币种代码，${hint.zh}。`,
  };
}

function toCode(occurrence: Occurrence, code: string) {
  return {
    title: { en: `Change it to ${code}`, zh: `改为 ${code}` },
    edits: [replaceScalar(occurrence.node, code)],
  };
}

DOCS: page(currencyInvalid, {
  why: {
    en: "When every institution spells currencies its own way, statements cannot be matched and amounts get the wrong number of decimals. One standard list ends that.",
    zh: "各家机构各写各的币种，对账就配不上，小数位也会取错。统一用一套标准代码，问题就没有了。",
  },
  fix: {
    en: "Write the three-letter code (CNY, USD, HKD); declare points and the like in `units` of the chart.",
    zh: "写三位代码（CNY、USD、HKD）；积分之类的单位在科目表 `units` 里声明。",
  },
  silent: {
    en: "CNH among the currencies of a channel is a warning only. Without a chart, a name that resembles no currency may be a unit of the house and is not reported.",
    zh: "渠道币种里的 CNH 只作提醒。没有科目表时，不像任何币种的名称可能是自定义单位，不报。",
  },
  bad: `
    === a.coa.yaml
    kind: chart-of-accounts
    schema: 1
    base_currency: RMB
    #              ^^^ coa/currency-invalid: RMB is no ISO 4217 currency code; write CNY.
    units:
      PTS:
        name: 会员积分
        scale: 0
    accounts:
      - code: "1002"
        name: 银行存款
        class: asset
        currencies: [CNY, 港币, HRK, 金币, PTS]
        #                 ^^ coa/currency-invalid: 港币 is no ISO 4217 currency code; write HKD.
        #                     ^^^ coa/currency-invalid: HRK (Kuna) has not been a valid currency since 2023-01.
        #                          ^^ coa/currency-invalid: 金币 is no ISO 4217 currency code; declare it in \`units\` of the chart if it is points or the like.
    === a.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: offshore
        name: 望潮离岸收款（虚构）
        flow: pay_in
        method: wallet_h5
        currencies:
          settlement: CNH
          #           ^^^ coa/currency-invalid: CNH is the market name of offshore renminbi, not a currency code: books and statements say CNY.
  `,
  good: `
    kind: chart-of-accounts
    schema: 1
    base_currency: CNY
    units:
      PTS:
        name: 会员积分
        scale: 0
    accounts:
      - code: "1002"
        name: 银行存款
        class: asset
        currencies: [CNY, HKD]
      - code: "2245"
        name: 应付积分
        class: liability
        currencies: [PTS]
  `,
  sources: ["2017-05-31 16:21", "2017-05-31 16:25"],
});
