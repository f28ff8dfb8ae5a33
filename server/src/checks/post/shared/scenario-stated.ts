import type { Edit, Fix } from "../../../finding";
import { currenciesOf } from "../../../index/engine/currencies";
import { figure } from "../../../index/engine/figures";
import { itemOfStatement, placeOfStated } from "../../../index/engine/refs";
import type { Rational } from "../../../ledger/rational";
import type { ScenarioFinding } from "../../../ledger/simulate/run";
import { type MapNode, type Node, pairOf, type ScalarNode } from "../../../yaml/nodes";
import type { CheckFinding } from "../../check";
import { amountText } from "./proof-words";
import { type FindingOf, firstFailure, isOwnCause, type Played, placeOfScenario } from "./scenario-places";
import { accountText, balanceText, runningTable } from "./scenario-words";
import { spaced } from "./wording";

/** Balances and bank statements that differ from what the scenario states, both values at the line. */
export function statedDifference(played: Played, finding: ScenarioFinding): CheckFinding | undefined {
  switch (finding.kind) {
    case "balance-differs": {
      const { value, part } = placesOf(finding);
      const actual = balanceText(played.ledger, finding.actual, finding.currency);
      const expected = balanceText(played.ledger, finding.expected, finding.currency);
      const account = accountText(played.ledger, finding);
      const dimensions = [...(finding.amount?.dimensions ?? [])].map(([name, one]) => `${name} ${one}`).join(", ");
      const of = dimensions === "" ? { en: "", zh: "" } : { en: ` (${dimensions})`, zh: `（${dimensions}）` };
      return {
        at: statedAmountNode(part ?? value) ?? value,
        message: {
          en: `${account}${of.en} stands at ${actual.en}, not ${expected.en}.`,
          zh: `${spaced(`${account}${of.zh}`)}的余额为 ${actual.zh}，不是 ${expected.zh}。`,
        },
        related: runningTable(played, finding, finding.step) ?? [],
        fixes: () => balanceFixes(played, finding),
      };
    }
    case "statement-differs": {
      const { statement, actual } = finding;
      const item = itemOfStatement(statement);
      const [shown, stated] = [actual, statement.balance].map((one) => amountText(played.ledger, one, undefined));
      const at = item.balance?.node;
      return {
        at: at ?? placeOfScenario(played),
        message: {
          en: `The books show ${shown} for bank account ${statement.bankAccount}, the statement ${stated}.`,
          zh: `银行账户 ${statement.bankAccount} 账面为 ${shown}，对账单为 ${stated}。`,
        },
        fixes: () => (at && shown !== undefined ? [{ title: writeTitle(shown), edits: [numberEdit(at, shown)] }] : []),
      };
    }
    default:
      return undefined;
  }
}

function placesOf({ stated, amount }: FindingOf<"balance-differs">): { value: Node; part: Node | undefined } {
  const { value, parts } = placeOfStated(stated);
  return { value, part: amount && parts[stated.amounts.indexOf(amount)] };
}

/** The figure of `{ debit: 88.00 }`. */
function statedAmountNode(node: Node): ScalarNode | undefined {
  if (node.kind === "scalar") return node;
  const value = node.kind === "map" ? (pairOf(node, "debit") ?? pairOf(node, "credit"))?.value : undefined;
  return value?.kind === "scalar" ? value : undefined;
}

function balanceFixes(played: Played, finding: FindingOf<"balance-differs">): readonly Fix[] {
  const edits = balanceEdits(played, finding);
  if (!edits) return [];
  const balance = balanceText(played.ledger, finding.actual, finding.currency);
  const fixes: Fix[] = [
    { title: { en: `Write the computed ${balance.en}`, zh: `写入算出的余额：${balance.zh}` }, edits },
  ];
  const all = allBalances(played);
  if (all.count > 1)
    fixes.push({
      title: { en: `Write all ${all.count} computed balances`, zh: `写入全部 ${all.count} 个算出的余额` },
      edits: all.edits,
    });
  return fixes;
}

function allBalances(played: Played): { readonly count: number; readonly edits: readonly Edit[] } {
  const failure = firstFailure(played.result.run);
  const each = played.result.run.findings.flatMap((finding) => {
    if (finding.kind !== "balance-differs" || !isOwnCause(finding, failure)) return [];
    const edits = balanceEdits(played, finding);
    return edits ? [edits] : [];
  });
  return { count: each.length, edits: each.flat() };
}

function balanceEdits(played: Played, finding: FindingOf<"balance-differs">): readonly Edit[] | undefined {
  const { value, part } = placesOf(finding);
  const text = figure(finding.actual.abs(), currenciesOf(played.ledger), finding.currency);
  const side = finding.actual.sign < 0 ? "credit" : "debit";
  if (part?.kind === "map") return partEdits(part, side, text, finding.actual);
  // `0` is said of all currencies; with one of them open, its balance can stand there.
  const open = played.result.run.findings.filter(
    (other) => other.kind === "balance-differs" && other.stated === finding.stated,
  );
  if (value.kind !== "scalar" || open.length !== 1) return undefined;
  const main = played.ledger.charts.find(({ entity }) => entity === finding.entity)?.baseCurrency;
  const currency = main === undefined || main === finding.currency ? "" : `, currency: ${finding.currency}`;
  return [{ at: value, newText: `{${side}: ${text}${currency}}` }];
}

function partEdits(part: MapNode, side: string, text: string, actual: Rational): readonly Edit[] | undefined {
  const pair = pairOf(part, "debit") ?? pairOf(part, "credit");
  if (pair?.value?.kind !== "scalar") return undefined;
  const turn = !actual.isZero && pair.key.value !== side ? [{ at: pair.key, newText: side }] : [];
  return [...turn, numberEdit(pair.value, text)];
}

/** Writes a figure in the quotes it stood in. */
export function numberEdit(node: ScalarNode, text: string): Edit {
  const quote = node.style === "double" ? '"' : node.style === "single" ? "'" : "";
  return { at: node, newText: `${quote}${text}${quote}` };
}

export function writeTitle(text: string): Fix["title"] {
  return { en: `Write the computed ${text}`, zh: `写入算出的 ${text}` };
}
