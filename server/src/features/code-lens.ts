import type { CodeLens, Location } from "vscode-languageserver-types";
import { Chart } from "../index/chart";
import type { AnyDocument, ChartDocument } from "../index/documents";
import type { Ledger } from "../index/ledger";
import type { Text } from "../l10n/text";
import type { Account, Rule } from "../model/types.generated";
import type { ScalarNode } from "../yaml/nodes";
import { type FeatureContext, rangeOf, say } from "./context";

/** A command of the client: `[uri, position, locations]`, as `editor.action.showReferences` takes them. */
export const showReferencesCommand = "countingHouse.showReferences";

/** What a lens keeps until it is resolved. */
interface LensData {
  readonly of: "account";
  readonly uri: string;
  readonly code: string;
}

/** Lenses by the kind of file; each is filled in by {@link resolveCodeLens}. */
export function codeLenses(context: FeatureContext, uri: string): CodeLens[] {
  return (context.workspace.file(uri)?.documents ?? []).flatMap((document) => {
    switch (document.kind) {
      case "chart-of-accounts":
        return accountLenses(context, document);
      default:
        return [];
    }
  });
}

/** Gives a lens its title and command; unchanged when its file or account is gone. */
export function resolveCodeLens(context: FeatureContext, lens: CodeLens): CodeLens {
  const data = lens.data as LensData | undefined;
  const documents = data ? (context.workspace.file(data.uri)?.documents ?? []) : [];
  for (const document of documents) {
    const chart = document.kind === "chart-of-accounts" ? Chart.of(document) : undefined;
    const account = data && chart?.accountByCode(data.code);
    if (account) return { ...lens, command: usageCommand(context, document, account) };
  }
  return lens;
}

/** On every lowest account: how many rules debit it and how many credit it. */
function accountLenses(context: FeatureContext, document: ChartDocument): CodeLens[] {
  const chart = Chart.of(document);
  return chart.leaves().flatMap((account) => {
    if (!account.code || chart.accountByCode(account.code.value) !== account) return [];
    const data: LensData = { of: "account", uri: document.uri, code: account.code.value };
    return [{ range: rangeOf(context, account.code.node), data }];
  });
}

function usageCommand(context: FeatureContext, document: AnyDocument, account: Account) {
  const ledger = context.workspace.ledgerOf(document);
  const legs = (ledger && AccountUsage.of(ledger).legsOn(account)) ?? [];
  const locations: Location[] = legs.map(({ node }) => ({ uri: node.segment.uri, range: rangeOf(context, node) }));
  const rulesOn = (side: "debit" | "credit") =>
    new Set(legs.flatMap((leg) => (leg.side === side ? [leg.rule] : []))).size;
  const position = rangeOf(context, account.code!.node).start;
  return {
    title: say(context, usageText(rulesOn("debit"), rulesOn("credit"))),
    ...(locations.length > 0
      ? { command: showReferencesCommand, arguments: [document.uri, position, locations] }
      : { command: "" }),
  };
}

function usageText(debit: number, credit: number): Text {
  if (debit + credit === 0) return { en: "no rule posts to it", zh: "没有规则记账" };
  return {
    en: `${debit} ${debit === 1 ? "rule debits" : "rules debit"}, ${credit} ${credit === 1 ? "credits" : "credit"}`,
    zh: `${debit} 条规则借记，${credit} 条贷记`,
  };
}

interface UsedLeg {
  readonly rule: Rule;
  readonly side: "debit" | "credit";
  /** The account as written in the leg. */
  readonly node: ScalarNode;
}

/** The legs that post to each account of a ledger, looked through once. */
class AccountUsage {
  private readonly legs = new Map<Account, UsedLeg[]>();
  private static readonly known = new WeakMap<Ledger, AccountUsage>();

  static of(ledger: Ledger): AccountUsage {
    const usage = AccountUsage.known.get(ledger) ?? new AccountUsage(ledger);
    AccountUsage.known.set(ledger, usage);
    return usage;
  }

  private constructor(ledger: Ledger) {
    for (const { item: rule, document } of ledger.rules()) {
      for (const leg of rule.entries) {
        for (const side of ["debit", "credit"] as const) {
          const field = leg[side];
          const account = field && ledger.account(document, field.value, leg.entity?.value)?.item;
          if (!field || !account) continue;
          const known = this.legs.get(account);
          if (known) known.push({ rule, side, node: field.node });
          else this.legs.set(account, [{ rule, side, node: field.node }]);
        }
      }
    }
  }

  legsOn(account: Account): readonly UsedLeg[] {
    return this.legs.get(account) ?? [];
  }
}
