import { type DatedFigure, figureOn } from "../../../data/regulations";
import type { Chart } from "../../../index/chart";
import { Rational } from "../../../ledger/rational";
import type { Field } from "../../../model/fields";
import type { Product } from "../../../model/types.generated";

/** The figure of a table that an amount exceeds on a day; `unlimited` exceeds every figure. */
export function exceeded(
  field: Field<string> | undefined,
  table: readonly DatedFigure[] | undefined,
  day: string,
): DatedFigure | undefined {
  const figure = table && figureOn(table, day);
  if (!field || !figure) return undefined;
  if (field.value === "unlimited") return figure;
  const amount = Rational.parse(field.value);
  return amount && amount.compare(Rational.decimal(figure.amount)) > 0 ? figure : undefined;
}

/** A figure as it is written in a file: `1000.00`. */
export function amountSource({ amount }: DatedFigure): string {
  return `${amount}.00`;
}

/** A figure in a sentence: `1,000 yuan`, `1,000 元`. */
export function yuan({ amount }: DatedFigure): { readonly en: string; readonly zh: string } {
  const grouped = amount.replace(/\B(?=(?:\d{3})+$)/g, ",");
  return { en: `CNY ${grouped}`, zh: `${grouped} 元` };
}

/** Whether amounts are in yuan, in which the figures of the documents are; a currency not given is that of the chart. */
export function isYuan(chart: Chart | undefined, product?: Product): boolean {
  const currency = product?.currency?.value ?? chart?.baseCurrency;
  return currency === undefined || currency === "CNY";
}
