import type { Fix } from "../../../finding";
import { proofOf } from "../../../index/engine/proof-of-rule";
import { itemOfExpected, itemOfLeg } from "../../../index/engine/refs";
import { type ExampleResult, examplesOf } from "../../../index/engine/runs";
import type { Ledger } from "../../../index/ledger";
import type { Line } from "../../../ledger/simulate/entry";
import type { ExampleLeg } from "../../../ledger/simulate/types";
import { pairOf } from "../../../yaml/nodes";
import { headOf } from "../../../yaml/path";
import type { CheckFinding } from "../../check";
import { appendItems, removeItem, type YamlMap } from "../../edits";
import { amountText } from "./proof-words";
import { numberEdit, writeTitle } from "./scenario-stated";
import { listed } from "./scenario-words";
import { sourceText } from "./skeleton";

const SIDE = { debit: "借", credit: "贷" } as const;
const WORD = { debit: "Debit", credit: "Credit" } as const;

/** Worked examples of rules that come out otherwise. */
export function* exampleFindings(ledger: Ledger): Iterable<CheckFinding> {
  for (const rule of ledger.rules()) {
    if (rule.item.examples.length === 0 || proofOf(ledger, rule).unfinished) continue;
    for (const result of examplesOf(ledger, rule)) yield* differencesOf(ledger, result);
  }
}

/** Where one example and the rule differ. */
export function* differencesOf(ledger: Ledger, result: ExampleResult): Iterable<CheckFinding> {
  const { run, item } = result;
  const at = item.name?.node ?? headOf(item.node);
  const missing = new Set(
    run.problems.flatMap(({ problem }) => (problem.code === "no-value" ? (problem.name ?? []) : [])),
  );
  if (missing.size > 0) {
    const names = listed([...missing]);
    yield {
      at,
      message: { en: `This example does not give ${names.en}.`, zh: `这个示例没有给出 ${names.zh}。` },
    };
    return;
  }
  const [problem] = run.problems;
  if (problem) {
    const { en, zh } = problem.problem.message;
    yield { at, message: { en: `This example cannot be computed. ${en}`, zh: `这个示例算不出来。${zh}` } };
    return;
  }
  for (const given of run.givenProblems) {
    const value = item.given.entries.get(given.name)?.value.node ?? at;
    yield given.kind === "input-invalid"
      ? {
          at: value,
          message: {
            en: `${given.given} is no value that ${given.name} can have.`,
            zh: `${given.given} 不是 ${given.name} 能取的值。`,
          },
        }
      : {
          at: value,
          message: {
            en: `${given.name} is ${given.value}, outside its declared range.`,
            zh: `${given.name} 为 ${given.value}，超出声明的范围。`,
          },
        };
  }
  if (item.expect.length === 0) return;
  yield* legDifferences(ledger, result);
}

function* legDifferences(ledger: Ledger, { run, item }: ExampleResult): Iterable<CheckFinding> {
  const extra = [...run.extra];
  for (const expected of run.missing) {
    const found = extra.findIndex((line) => isAbout(line, expected));
    const [line] = found < 0 ? [] : extra.splice(found, 1);
    const leg = itemOfExpected(expected);
    const { side } = expected;
    const code = (leg.debit ?? leg.credit)?.value ?? expected.account;
    const node = leg.amount?.node;
    if (!node) continue;
    const stated = node.value;
    const computed = line && amountText(ledger, line.amount, line.currency);
    yield {
      at: node,
      message:
        computed === undefined
          ? {
              en: `The rule posts nothing on ${side} ${code} here, not ${stated}.`,
              zh: `规则在这里不记${SIDE[side]} ${code}，而示例写了 ${stated}。`,
            }
          : {
              en: `${WORD[side]} ${code} is ${computed}, not ${stated}.`,
              zh: `${SIDE[side]} ${code} 应为 ${computed}，不是 ${stated}。`,
            },
      related: line ? [legOf(line)] : [],
      fixes: () =>
        computed === undefined
          ? removalOf(item, leg.node)
          : [{ title: writeTitle(computed), edits: [numberEdit(node, computed)] }],
    };
  }
  for (const line of extra) {
    const computed = amountText(ledger, line.amount, line.currency);
    const { side, account } = line.leg;
    yield {
      at: pairOf(item.node, "expect")?.key ?? headOf(item.node),
      message: {
        en: `The rule also posts ${side} ${account} ${computed}, which this example leaves out.`,
        zh: `规则还会记${SIDE[side]} ${account} ${computed}，示例里没有写。`,
      },
      related: [legOf(line)],
      fixes: () => [
        { title: writeTitle(computed), edits: [appendItems(item.node, "expect", [expectedLeg(line, computed)])] },
      ],
    };
  }
}

function isAbout({ leg, account }: Line, expected: ExampleLeg): boolean {
  const code = `${account.entity.id}:${account.code}`;
  return leg.side === expected.side && (expected.account === code || expected.account === account.code);
}

function legOf({ leg }: Line): NonNullable<CheckFinding["related"]>[number] {
  const item = itemOfLeg(leg);
  return {
    at: item.amount?.node ?? headOf(item.node),
    message: { en: "Computed from this leg", zh: "由这条分录算出" },
  };
}

function removalOf(item: ExampleResult["item"], leg: Parameters<typeof removeItem>[2]): readonly Fix[] {
  const edits = removeItem(item.node, "expect", leg);
  return edits.length > 0 ? [{ title: { en: "Remove the leg", zh: "删除这条" }, edits }] : [];
}

function expectedLeg({ leg }: Line, amount: string): YamlMap {
  const item = itemOfLeg(leg);
  const code = item.debit ?? item.credit;
  return {
    [leg.side]: code ? sourceText(code.node) : JSON.stringify(leg.account),
    amount,
    ...(item.entity && { entity: sourceText(item.entity.node) }),
  };
}
