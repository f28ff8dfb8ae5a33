import type { FlowEdge, FlowNode, MoneyFlow } from "../../../server/src/protocol";

/** A flow from lines such as `A -> B pay`, `A => B` (real money), `A ~> B` (deferred). */
export function flowOf(...lines: string[]): MoneyFlow {
  const nodes = new Map<string, FlowNode>();
  const add = (id: string) => {
    if (!nodes.has(id)) nodes.set(id, { id, account: { code: id, name: `账户 ${id}` }, owner: "client", bank: false });
  };
  const edges = lines.map((line): FlowEdge => {
    const [, from, arrow, to, label] = /^(\w+) ([-=~])> (\w+)(?: (.*))?$/s.exec(line) ?? [];
    if (from === undefined || to === undefined) throw new Error(`Not a movement: ${line}`);
    add(from);
    add(to);
    return { from, to, real: arrow === "=", deferred: arrow === "~", label: label ?? "pay" };
  });
  return { title: "example", nodes: [...nodes.values()], edges };
}

/** Many accounts in a ring with chords: cycles, parallel lines, and money that comes back. */
export function manyAccounts(accounts: number): MoneyFlow {
  const lines = Array.from({ length: accounts }, (_, at) => [
    `A${at} -> A${(at + 1) % accounts}`,
    `A${at} => A${(at * 7 + 3) % accounts}`,
    ...(at % 5 === 0 ? [`A${(at * 7 + 3) % accounts} => A${at}`] : []),
  ]);
  return flowOf(...lines.flat());
}
