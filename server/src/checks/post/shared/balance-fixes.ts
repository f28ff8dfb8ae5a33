import type { Edit, Fix } from "../../../finding";
import type { RulesDocument } from "../../../index/documents";
import { keepsEveryResult } from "../../../index/engine/other-rounding";
import type { ProvedRule } from "../../../index/engine/proof-of-rule";
import { expressionOf } from "../../../index/expressions";
import type { In, Ledger } from "../../../index/ledger";
import { type BookedLeg, RuleBook } from "../../../index/rule-book";
import { DEFAULT_LIMITS } from "../../../ledger/proof/budget";
import { proveRule } from "../../../ledger/proof/prove";
import type { GroupProof, Fix as ProofFix, ProofLeg } from "../../../ledger/proof/verdict";
import type { Rule } from "../../../model/types.generated";
import { appendItems, insertKey, replaceScalar, type YamlMap } from "../../edits";
import { expressionSource } from "./expression-source";
import { legLike, sourceText } from "./skeleton";

const SIDE = { debit: "借", credit: "贷" } as const;

/** Repairs of a group of legs, each shown to work by proving the repaired rule. */
export function balanceFixes(
  ledger: Ledger,
  rule: In<Rule, RulesDocument>,
  proved: ProvedRule,
  group: GroupProof,
): readonly Fix[] {
  return group.fixes.flatMap((fix) => editFor(ledger, rule, proved, group, fix) ?? []);
}

function editFor(
  ledger: Ledger,
  rule: In<Rule, RulesDocument>,
  proved: ProvedRule,
  group: GroupProof,
  fix: ProofFix,
): Fix | undefined {
  switch (fix.kind) {
    case "rest": {
      if (fix.sign === "can-be-negative") return undefined;
      const account = proved.legs[fix.leg]?.place.code ?? "";
      const edits = amountOf(proved, fix.leg, "rest");
      return edits && { title: { en: `Let ${account} take the rest`, zh: `由 ${account} 承接余数（rest）` }, edits };
    }
    case "subtract": {
      const signs = group.fixes.find((other) => other.kind === "rest" && other.leg === fix.leg);
      if (signs?.kind === "rest" && signs.sign === "can-be-negative") return undefined;
      const edits = amountOf(proved, fix.leg, fix.amount);
      const account = proved.legs[fix.leg]?.place.code ?? "";
      const title = {
        en: `Round once and subtract: ${account} = ${fix.amount}`,
        zh: `只舍入一次，其余相减：${account} = ${fix.amount}`,
      };
      return edits && { title, edits };
    }
    case "rounding-mode": {
      if (!keepsEveryResult(ledger, rule.document, fix.mode, rule.item)) return undefined;
      const title = {
        en: "Round half to even in this file: proved to balance",
        zh: "本文件改用银行家舍入（half_even）：已证明平衡",
      };
      const edits = roundingEdit(rule.document, fix.mode);
      return edits && { title, edits: [edits] };
    }
    case "add-leg": {
      const added = balancingLeg(ledger, rule, proved, group, fix);
      if (!added) return undefined;
      const title = {
        en: `Add ${fix.side} ${added.account}, ${fix.amount}`,
        zh: `补一条分录：${SIDE[fix.side]} ${added.account}，${fix.amount}`,
      };
      return { title, edits: [appendItems(rule.item.node, "entries", [added.leg])] };
    }
  }
}

function amountOf(proved: ProvedRule, leg: number, amount: string): readonly Edit[] | undefined {
  const item = proved.legs[leg]?.item;
  return item?.amount && [{ at: item.amount.node, newText: expressionSource(amount, item.node.flow) }];
}

function roundingEdit(document: RulesDocument, mode: string): Edit | undefined {
  const { rounding, node } = document.model;
  if (rounding?.mode) return replaceScalar(rounding.mode.node, mode);
  return rounding ? insertKey(rounding.node, "mode", mode) : insertKey(node, "rounding", { mode }, "schema");
}

/** The leg that is missing, on the account that other rules use for such a leg; undefined when none does or it would not balance. */
function balancingLeg(
  ledger: Ledger,
  rule: In<Rule, RulesDocument>,
  proved: ProvedRule,
  group: GroupProof,
  { side, amount }: Extract<ProofFix, { kind: "add-leg" }>,
): { readonly account: string; readonly leg: YamlMap } | undefined {
  const template = usualLeg(ledger, rule, proved, group, side, amount);
  const first = proved.legs[group.legs[0] ?? -1]?.item;
  const leg = template && legLike(template, side, { amount: expressionSource(amount, rule.item.node.flow) });
  if (!template?.account || !leg || !first) return undefined;
  const added: ProofLeg = {
    side,
    account: template.code ?? "",
    amount: expressionOf(amount).root,
    ...(group.currency !== undefined && { currency: group.currency }),
    ...(group.entity !== undefined && { entity: group.entity }),
    ...(group.posting && { posting: group.posting }),
  };
  const repaired = proveRule({ ...proved.rule, legs: [...proved.rule.legs, added] }, DEFAULT_LIMITS);
  const own = repaired.groups.find(({ legs }) => legs.includes(proved.rule.legs.length));
  const good = own?.verdict.kind === "proved-symbolic" || own?.verdict.kind === "proved-exhaustive";
  if (!good || repaired.signs.some((sign) => sign.leg === proved.rule.legs.length)) return undefined;
  const { currency: _, entity: __, ...plain } = leg;
  return {
    account: template.code ?? "",
    leg: {
      ...plain,
      ...(first.currency && { currency: sourceText(first.currency.node) }),
      ...(first.entity && { entity: sourceText(first.entity.node) }),
      ...(group.posting && { timing: group.posting }),
    },
  };
}

/** The leg of another rule that is most like the missing one: the same amount on that side, else opposite the same accounts. */
function usualLeg(
  ledger: Ledger,
  rule: In<Rule, RulesDocument>,
  proved: ProvedRule,
  group: GroupProof,
  side: ProofLeg["side"],
  amount: string,
): BookedLeg | undefined {
  const own = new Set(group.legs.map((leg) => proved.legs[leg]?.place.account));
  const votes = new Map<string, { leg: BookedLeg; weight: number }>();
  for (const other of RuleBook.of(ledger).rules) {
    if (other.rule === rule.item) continue;
    const opposite = other.legs.some((leg) => leg.account !== undefined && leg.side !== side && own.has(leg.account));
    for (const leg of other.legs) {
      if (leg.side !== side || leg.memo || leg.code === undefined || !leg.account || own.has(leg.account)) continue;
      if (leg.chart && group.entity !== undefined && leg.chart.entity !== group.entity) continue;
      const weight = (leg.leg.amount?.value === amount ? 100 : 0) + (opposite ? 1 : 0);
      if (weight === 0) continue;
      const vote = votes.get(leg.code);
      votes.set(leg.code, { leg: vote?.leg ?? leg, weight: (vote?.weight ?? 0) + weight });
    }
  }
  return [...votes.values()].sort((a, b) => b.weight - a.weight)[0]?.leg;
}
