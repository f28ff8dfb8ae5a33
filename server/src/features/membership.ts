import type { Text } from "../l10n/text";
import { lastName } from "../uri";
import { type FeatureContext, say } from "./context";

/** Which chart a file posts to and why, in one sentence; undefined for a file that belongs to no ledger. */
export function membership(context: FeatureContext, uri: string): string | undefined {
  const document = context.workspace
    .file(uri)
    ?.documents.find(({ kind }) => kind !== "counting-house" && kind !== "glossary");
  const ledger = document && context.workspace.ledgerOf(document);
  if (!document || !ledger) return undefined;
  if (document.kind === "chart-of-accounts") {
    const others = ledger.rulesDocuments.length + ledger.channelsDocuments.length;
    return say(context, {
      en: `Chart of ${others} posting-rule and channel files`,
      zh: `本科目表供 ${others} 个记账规则和渠道文件使用`,
    });
  }
  const chart = ledger.chartOf(document);
  if (!chart) return say(context, { en: "No chart of accounts found for this file", zh: "没有找到本文件使用的科目表" });
  const named =
    (document.kind === "posting-rules" || document.kind === "payment-channels") && document.model.chart.length > 0;
  const why: Text = named
    ? { en: "named by `chart`", zh: "由 `chart` 指定" }
    : ledger.settings.document
      ? { en: "same counting-house.yaml", zh: "同属一个 counting-house.yaml" }
      : { en: "same workspace folder", zh: "同在一个工作区文件夹" };
  const name = lastName(chart.uri);
  return say(context, { en: `Chart ${name} (${why.en})`, zh: `科目表 ${name}（${why.zh}）` });
}
