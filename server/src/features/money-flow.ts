import type { RulesDocument } from "../index/documents";
import { currenciesOf } from "../index/engine/currencies";
import { figure } from "../index/engine/figures";
import { placeOfLeg } from "../index/engine/leg-place";
import { productFacts } from "../index/engine/product-facts";
import { itemOfLeg } from "../index/engine/refs";
import { examplesOf, runOf } from "../index/engine/runs";
import { usualSide } from "../index/engine/usual-side";
import type { In, Ledger } from "../index/ledger";
import { poolOf, purposeLabel, purposeOf } from "../index/purposes";
import { isDeferred, RuleBook } from "../index/rule-book";
import { Rational } from "../ledger/rational";
import type { Account, Leg, Rule, Scenario } from "../model/types.generated";
import type { FlowEdge, FlowNode, FlowParams, MoneyFlow } from "../protocol";
import { lastName } from "../uri";
import { headOf } from "../yaml/path";
import { type FeatureContext, locate, say } from "./context";
import { type PairedLeg, pairs } from "./money-flow-pairs";
import { entryAt, sampleOf } from "./posting-preview";
import { accountName, sourcePlace } from "./preview-parts";

/** Accounts and the money between them: of the rule or scenario at a place, or of all rules of a ledger. */
export function moneyFlow(context: FeatureContext, { uri, position, scope }: FlowParams): MoneyFlow | undefined {
  if (scope === "workspace") return workspaceFlow(context, uri);
  const found = uri !== undefined && position ? entryAt(context, uri, position) : undefined;
  if (!found) return undefined;
  const picture = new Picture(context, found.ledger);
  if ("rule" in found) {
    picture.rule(found.rule);
    return picture.done(found.rule.item.title?.value ?? found.rule.item.id?.value ?? "");
  }
  picture.scenario(found.scenario);
  return picture.done(found.scenario.item.title?.value ?? found.scenario.item.id?.value ?? "");
}

/** The ledger a file belongs to, else the first that has rules. */
function workspaceFlow(context: FeatureContext, uri: string | undefined): MoneyFlow | undefined {
  const own = uri === undefined ? undefined : locate(context, uri, { line: 0, character: 0 })?.ledger;
  const ledger = own ?? context.workspace.ledgers.find(({ rulesDocuments }) => rulesDocuments.length > 0);
  if (!ledger) return undefined;
  const picture = new Picture(context, ledger);
  for (const { rule: item, document } of RuleBook.of(ledger).rules) picture.rule({ item, document });
  const folder = lastName(ledger.root);
  return picture.done(folder);
}

/** A leg with the account it stands on and the amount it has in an example, if any. */
interface Posted extends PairedLeg {
  readonly leg: Leg;
  readonly node: string;
  readonly account: Account | undefined;
  readonly entity: string | undefined;
  readonly deferred: boolean;
  readonly figure: string | undefined;
}

class Picture {
  private readonly nodes = new Map<string, FlowNode>();
  private readonly edges: FlowEdge[] = [];
  private readonly deferred: ReadonlySet<Leg>;
  private readonly rules: ReadonlyMap<unknown, In<Rule, RulesDocument>>;

  constructor(
    private readonly context: FeatureContext,
    private readonly ledger: Ledger,
  ) {
    const booked = RuleBook.of(ledger).all.flatMap(({ legs }) => legs);
    this.deferred = new Set(booked.filter(isDeferred).map(({ leg }) => leg));
    this.rules = new Map([...ledger.rules()].map((rule) => [rule.item, rule]));
  }

  done(title: string): MoneyFlow {
    return { title, nodes: [...this.nodes.values()], edges: this.edges };
  }

  /** The legs of a rule, divided among each other by the amounts of its first example, else of ordinary inputs. */
  rule(rule: In<Rule, RulesDocument>): void {
    const lines = examplesOf(this.ledger, rule)[0]?.run.lines ?? sampleOf(this.ledger, rule)?.run.lines ?? [];
    const amounts = new Map(lines.map(({ leg, amount }) => [itemOfLeg(leg), amount]));
    const legs = rule.item.entries.flatMap((leg) =>
      this.posted(rule, leg, amounts.get(leg) ?? Rational.ZERO, undefined),
    );
    this.connect(legs, rule.item.id?.value ?? "", (leg) => leg.leg.amount?.value ?? "");
  }

  /** Every step that was posted, with its amounts. */
  scenario(scenario: In<Scenario, RulesDocument>): void {
    const { run } = runOf(this.ledger, scenario);
    for (const { index, rule, postings } of run.steps) {
      const entry = rule && this.rules.get(rule.ref);
      if (!entry) continue;
      const step = scenario.item.steps[index];
      const legs = postings.flatMap((posting) => {
        if (posting.rule !== rule || (posting.state === "posted" && posting.timing !== "realtime")) return [];
        return this.posted(
          entry,
          itemOfLeg(posting.leg),
          posting.amount,
          figure(posting.amount, currenciesOf(this.ledger), posting.currency),
        );
      });
      const title = step?.id?.value ?? String(index + 1);
      this.connect(legs, title, (leg) => leg.figure ?? "", step && headOf(step.node));
    }
  }

  private posted(
    { item, document }: In<Rule, RulesDocument>,
    leg: Leg,
    amount: Rational,
    text: string | undefined,
  ): readonly Posted[] {
    const product = item.product[0] && this.ledger.product(item.product[0].value)?.item;
    const place = placeOfLeg(this.ledger, document, leg, product && productFacts(product).currency);
    if (!place.side || place.memo || place.code === "") return [];
    const { entity, code, account, chart } = place;
    const node = `${entity ?? ""}:${code}`;
    if (!this.nodes.has(node)) this.nodes.set(node, this.node(node, entity, code, account, chart));
    const rises = account && chart ? usualSide(this.ledger, chart, account) : "debit";
    return [
      {
        side: place.side,
        amount,
        group: `${entity}\n${place.currency}\n${leg.timing?.value === "on_reconciliation"}`,
        rises,
        leg,
        node,
        account,
        entity,
        deferred: this.deferred.has(leg),
        figure: text,
      },
    ];
  }

  private connect(
    legs: readonly Posted[],
    title: string,
    textOf: (leg: Posted) => string,
    at?: Parameters<typeof sourcePlace>[1],
  ): void {
    for (const { from, to, by } of pairs(legs)) {
      if (from.node === to.node) continue;
      const text = textOf(by);
      this.edges.push({
        from: from.node,
        to: to.node,
        real: this.isBank(from.account) || this.isBank(to.account),
        deferred: from.deferred || to.deferred,
        label: [title, text].filter((part) => part !== "").join(" · "),
        place: sourcePlace(this.context, at ?? headOf(by.leg.node)),
      });
    }
  }

  private node(
    id: string,
    entity: string | undefined,
    code: string,
    account: Account | undefined,
    chart: Ledger["charts"][number] | undefined,
  ): FlowNode {
    const pool = account && chart && poolOf(this.ledger.settings, chart, account);
    const purpose = account?.purpose?.value;
    return {
      id,
      account: accountName(this.ledger, entity, code),
      owner: pool === "own" ? "own" : pool === "client_asset" || pool === "client_liability" ? "client" : "other",
      bank: this.isBank(account),
      ...(purpose !== undefined && { purpose: say(this.context, purposeLabel(purpose, this.ledger.settings)) }),
      ...(account && { place: sourcePlace(this.context, account.code?.node ?? headOf(account.node)) }),
    };
  }

  private isBank(account: Account | undefined): boolean {
    return account?.bank_account !== undefined || purposeOf(this.ledger.settings, account) === "bank_deposit";
  }
}
