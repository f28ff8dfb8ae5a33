import { escapeInline, inlineCode } from "../glossary/escape";
import { Chart } from "../index/chart";
import type { AnyDocument, ChartDocument } from "../index/documents";
import type { Ledger } from "../index/ledger";
import type { Occurrence } from "../index/symbols";
import type { Text } from "../l10n/text";
import type { Account, Channel, Product, Rule } from "../model/types.generated";
import { schemaOf } from "../schema/registry";
import { SchemaView } from "../schema/view";
import { type FeatureContext, say } from "./context";
import { describeFee } from "./describe-fee";
import { definitionsOf } from "./symbol-names";

/** A card of the account, rule, product or channel that a name stands for. */
export function symbolCard(
  context: FeatureContext,
  ledger: Ledger,
  document: AnyDocument,
  occurrence: Occurrence,
): string | undefined {
  const target =
    occurrence.role === "definition" ? { item: occurrence, document } : definitionsOf(ledger, document, occurrence)[0];
  if (!target) return undefined;
  const name = target.item.name;
  switch (target.item.spaces[0]) {
    case "account": {
      const chart = Chart.of(target.document as ChartDocument);
      const account = chart.account(name);
      return account && accountCard(context, ledger, chart, account);
    }
    case "rule": {
      const rule = ledger.rule(name)?.item;
      return rule && ruleCard(context, rule);
    }
    case "product": {
      const product = ledger.product(name)?.item;
      return product && productCard(context, product);
    }
    case "channel": {
      const channel = ledger.channel(name)?.item;
      return channel && channelCard(context, channel);
    }
    default:
      return undefined;
  }
}

const SIDES: Readonly<Record<string, Text>> = {
  debit: { en: "debit", zh: "借方" },
  credit: { en: "credit", zh: "贷方" },
  either: { en: "either side", zh: "双向" },
};

function accountCard(context: FeatureContext, ledger: Ledger, chart: Chart, account: Account): string {
  const code = account.code?.value ?? "";
  const path = chart.pathOf(account).map((above) => escapeInline(above.name?.value ?? above.code?.value ?? ""));
  const side = chart.normalBalance(account);
  const facts = [
    path.length > 1 ? path.join(" › ") : undefined,
    account.class &&
      `${say(context, { en: "Class", zh: "类别" })} ${valueLabel(context, "class", account.class.value)}`,
    side && `${say(context, { en: "Normal balance", zh: "余额方向" })} ${say(context, SIDES[side]!)}`,
    account.purpose &&
      `${say(context, { en: "Purpose", zh: "用途" })} ${valueLabel(context, "purpose", account.purpose.value)}`,
  ].filter((fact) => fact !== undefined);
  const users = rulesPostingTo(ledger, code);
  const usage =
    users.length === 0
      ? say(context, { en: "No rule posts to it.", zh: "没有规则记到这个科目。" })
      : users
          .map(({ rule, sides }) => `- ${inlineCode(rule)} ${sides.map((s) => say(context, SIDES[s]!)).join(" / ")}`)
          .join("\n");
  return [
    `**${inlineCode(code)} ${escapeInline(account.name?.value ?? "")}**`,
    facts.join("  \n"),
    `${say(context, { en: "Who posts to it", zh: "记账规则" })}\n\n${usage}`,
  ].join("\n\n");
}

/** The meaning of an account's class or purpose, from the schema. */
function valueLabel(context: FeatureContext, key: "class" | "purpose", value: string): string {
  const schema = schemaOf("chart-of-accounts");
  const label = SchemaView.of(schema, schema.$id ?? "")
    .property("accounts")
    ?.items()
    ?.property(key)
    ?.values()
    ?.values.get(value);
  return label ? `${escapeInline(say(context, label))} ${inlineCode(value)}` : inlineCode(value);
}

function rulesPostingTo(ledger: Ledger, code: string): { rule: string; sides: ("debit" | "credit")[] }[] {
  const users: { rule: string; sides: ("debit" | "credit")[] }[] = [];
  for (const { item: rule } of ledger.rules()) {
    const sides = (["debit", "credit"] as const).filter((side) =>
      rule.entries.some((leg) => leg[side]?.value === code),
    );
    if (sides.length > 0) users.push({ rule: rule.id?.value ?? "", sides });
  }
  return users;
}

function ruleCard(context: FeatureContext, rule: Rule): string {
  const legs = rule.entries.map((leg) => {
    const side = leg.debit ? "debit" : "credit";
    return `- ${side === "debit" ? say(context, { en: "Dr", zh: "借" }) : say(context, { en: "Cr", zh: "贷" })} ${inlineCode(leg[side]?.value ?? "")} ${inlineCode(leg.amount?.value ?? "")}`;
  });
  return [
    `**${inlineCode(rule.id?.value ?? "")}** ${escapeInline(rule.title?.value ?? "")}`,
    `${inlineCode(`${rule.event?.value ?? ""} · ${rule.status?.value ?? "succeeded"}`)}`,
    legs.join("\n"),
  ].join("\n\n");
}

function productCard(context: FeatureContext, product: Product): string {
  const fee = product.fee && describeFee(product.fee);
  return [
    `**${inlineCode(product.id?.value ?? "")} ${escapeInline(product.name?.value ?? "")}**`,
    fee && `${say(context, { en: "Fee", zh: "手续费" })}: ${escapeInline(say(context, fee))}`,
  ]
    .filter(Boolean)
    .join("\n\n");
}

function channelCard(context: FeatureContext, channel: Channel): string {
  const fee = channel.fee && describeFee(channel.fee);
  const cycle = channel.settlement?.cycle?.value;
  const facts = [
    channel.cut_off && `${say(context, { en: "Cut-off", zh: "渠道日切" })} ${inlineCode(channel.cut_off.value)}`,
    cycle &&
      `${say(context, { en: "Settlement", zh: "结算" })} ${inlineCode([cycle, channel.settlement?.arrives_at?.value].filter(Boolean).join(" "))}`,
    fee && `${say(context, { en: "Fee", zh: "手续费" })}: ${escapeInline(say(context, fee))}`,
  ].filter((fact) => fact !== undefined);
  return [
    `**${inlineCode(channel.id?.value ?? "")} ${escapeInline(channel.name?.value ?? "")}**`,
    facts.join("  \n"),
  ].join("\n\n");
}
