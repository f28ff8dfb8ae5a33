import type { AnyDocument } from "../../index/documents";
import type { Ledger } from "../../index/ledger";
import { Rational } from "../../ledger/rational";
import { formatUnitRate, parseUnitRate, type RateUnit } from "../../ledger/unit-rate";
import type { ScalarNode } from "../../yaml/nodes";
import { check } from "../check";
import { page } from "../pages";
import { fix } from "./facts/fix";
import { scalarsOf } from "./facts/scalars";

const RATE: ReadonlySet<string> = new Set(["rate"]);
const LEAST = Rational.decimal("0.00005");
const MOST = Rational.decimal("0.03");
const HUNDRED = Rational.integer(100);

const feeRateUnit = check({
  code: "chan/fee-rate-unit",
  severity: "error",
  tier: "P0",
  on: "ledger",
  title: { en: "Rates say their unit", zh: "费率写明单位" },
  *run(ledger) {
    const fees = feeRates(ledger);
    const documents: AnyDocument[] = [...ledger.rulesDocuments, ...ledger.channelsDocuments];
    for (const { node } of documents.flatMap((document) => [...scalarsOf(document, RATE)])) {
      const rate = parseUnitRate(node.value);
      if (!rate) {
        const readings = readingsOf(node.value);
        yield {
          at: node,
          message: {
            en: `“${node.value}” does not say its unit; write "0.6%", "6‰" or "60bp".`,
            zh: `“${node.value}”没有写明单位，应写 "0.6%"、"6‰" 或 "60bp"。`,
          },
          fixes: () =>
            readings.map(([value, unit]) => {
              const text = formatUnitRate(value, unit);
              const fee = value.mul(HUNDRED).toString();
              return fix(`Read it as ${text} (${fee} on 100.00)`, `按 ${text} 理解（100.00 元收 ${fee} 元）`, [
                { at: node, newText: JSON.stringify(text) },
              ]);
            }),
        };
      } else if (fees.has(node) && !rate.value.isZero && !isUsual(rate.value)) {
        const fee = rate.value.mul(HUNDRED).toString();
        yield {
          at: node,
          severity: "warning",
          message: {
            en: `A fee of ${node.value} takes ${fee} from 100.00; rates lie between 0.005% and 3%. Is the unit right?`,
            zh: `费率 ${node.value} 相当于 100.00 元收 ${fee} 元；常见费率在 0.005% 到 3% 之间。单位写对了吗？`,
          },
        };
      }
    }
  },
});
export default feeRateUnit;

/** Rates of fees, whose usual size is known; a swing limit or a failure rate may have any. */
function feeRates(ledger: Ledger): ReadonlySet<ScalarNode> {
  const fees = [
    ...[...ledger.channels()].map(({ item }) => item.fee),
    ...[...ledger.products()].map(({ item }) => item.fee),
  ];
  const fields = fees.flatMap((fee) => (fee ? [fee.rate, ...fee.tiers.map((tier) => tier.rate)] : []));
  return new Set(fields.flatMap((field) => (field ? [field.node] : [])));
}

function isUsual(rate: Rational): boolean {
  return rate.compare(LEAST) >= 0 && rate.compare(MOST) <= 0;
}

/** What a rate without unit may mean: percent, per mille or basis points; a number below 0.03 also the plain factor. */
function readingsOf(text: string): [Rational, RateUnit][] {
  const spoken = /^(?:千(?:分之)?|万(?:分之)?|百分之|[wW])\s*(\d+(?:\.\d+)?)$/.exec(text.trim());
  if (spoken) {
    const unit: RateUnit = text.startsWith("千") ? "‰" : text.startsWith("百") ? "%" : "bp";
    const rate = parseUnitRate(`${spoken[1]}${unit}`);
    return rate ? [[rate.value, unit]] : [];
  }
  const number = Rational.parse(text.trim());
  if (!number) return [];
  const units: readonly RateUnit[] = ["%", "‰", "bp"];
  const readings = units.flatMap((unit): [Rational, RateUnit][] => {
    const rate = parseUnitRate(`${number}${unit}`);
    return rate ? [[rate.value, unit]] : [];
  });
  const factor: [Rational, RateUnit][] = number.compare(MOST) <= 0 ? [[number, "%"]] : [];
  return [...factor, ...readings].filter(([rate]) => isUsual(rate));
}

DOCS: page(feeRateUnit, {
  why: {
    en: "Within minutes people wrote 3% against 3‰, “W2”, “千6” and 0.38, each meaning another unit. A factor of ten in a rate is noticed when the month is billed.",
    zh: "几分钟之内，3% 和 3‰、“W2”、“千6”、0.38 就混着说了，单位各不相同。费率差十倍，往往到月底出账才发现。",
  },
  fix: {
    en: "Write the rate as a text with its unit; choose the reading by what it takes from 100.00.",
    zh: "费率写成带单位的文本；不确定时看 100 元收多少来选。",
  },
  silent: {
    en: "When the unit is there and a fee lies between 0.005% and 3% (or is 0). Limits of rate changes and failure rates may have any size.",
    zh: "有单位、费率在 0.005% 到 3% 之间（或为 0）时不报。汇率波动上限、失败率不限大小。",
  },
  bad: `
    === pay.channel.yaml
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行快捷（虚构）
        flow: pay_in
        method: quick_pay
        fee:
          model: rate
          rate: 0.38
    #           ^^^^ chan/fee-rate-unit: “0.38” does not say its unit; write "0.6%", "6‰" or "60bp".
          billing: periodic
      - id: bank-b
        name: 乙银行快捷（虚构）
        flow: pay_in
        method: quick_pay
        fee:
          model: rate
          rate: "6%"
    #           ^^^^ chan/fee-rate-unit: A fee of 6% takes 6 from 100.00; rates lie between 0.005% and 3%. Is the unit right?
          billing: periodic
    === shop.posting.yaml
    kind: posting-rules
    schema: 1
    products:
      - id: acquiring
        name: 收单
        fee:
          rate: 千6
    #           ^^ chan/fee-rate-unit: “千6” does not say its unit; write "0.6%", "6‰" or "60bp".
  `,
  good: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行快捷（虚构）
        flow: pay_in
        method: quick_pay
        fee:
          model: rate
          rate: "0.38%"
          billing: periodic
  `,
  sources: ["2018-03-22 18:56", "2018-03-22 19:00", "2017-07-24 12:49"],
});
