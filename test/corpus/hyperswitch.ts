import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "smol-toml";

interface Filter {
  readonly country?: string;
  readonly currency?: string;
}
type Filters = Readonly<Record<string, Readonly<Record<string, Filter | string>>>>;

/** A real configuration of payment channels, converted: one channel per connector and payment method. */
export function hyperswitchChannels(): string {
  const config = parse(readFileSync(path.join(__dirname, "hyperswitch-router-sandbox.toml"), "utf8")) as {
    pm_filters: Filters;
    payout_method_filters: Filters;
  };
  const channels = [...channelsOf(config.pm_filters, "pay_in"), ...channelsOf(config.payout_method_filters, "pay_out")];
  return ["kind: payment-channels", "schema: 1", "channels:", ...channels, ""].join("\n");
}

function channelsOf(filters: Filters, flow: "pay_in" | "pay_out"): string[] {
  return Object.entries(filters).flatMap(([connector, methods]) =>
    Object.entries(methods).flatMap(([method, filter]) => {
      if (typeof filter === "string") return [];
      return [
        `  - id: ${JSON.stringify(`${connector}.${flow}.${method}`)}`,
        `    name: ${JSON.stringify(`${connector} ${method}`)}`,
        `    flow: ${flow}`,
        `    method: ${flow === "pay_out" ? "payout_single" : (METHODS[method] ?? "wallet_app")}`,
        ...list(filter.currency, (items) => [`    currencies:`, `      transaction: [${items}]`]),
        ...list(filter.country, (items) => [`    countries: [${items}]`]),
      ];
    }),
  );
}

const METHODS: Readonly<Record<string, string>> = {
  credit: "element_pay",
  debit: "element_pay",
  ideal: "gateway_b2c",
  sofort: "gateway_b2c",
  giropay: "gateway_b2c",
};

function list(text: string | undefined, lines: (items: string) => string[]): string[] {
  if (text === undefined) return [];
  const items = text.split(",").map((item) => JSON.stringify(item.trim()));
  return lines(items.join(", "));
}
