// Puts accounts into a given number of layers, so that most money moves one layer on and the picture keeps its proportions.

/** Two accounts, by their index, that money moves between. */
export interface Link {
  readonly from: number;
  readonly to: number;
}

/** Neighbours in one layer are joined by a bow beside it, which is the least clear of lines. */
const sameLayer = 12;
const backwards = 1.2;
const crowding = 0.35;
const rounds = 30;

/** The layer of every account, from 0; equal input gives equal output. */
export function layersOf(accounts: number, links: readonly Link[], layers: number): number[] {
  const order = moneyFirst(accounts, links);
  const starts = [order, Array.from({ length: accounts }, (_, account) => account), halves(order)];
  const found = starts.map((start) => improved(start, links, layers)).sort((a, b) => a.cost - b.cost)[0]!;
  return compact(found.layers);
}

/** Starts with equal layers in the given order and moves single accounts while that shortens the lines. */
function improved(
  order: readonly number[],
  links: readonly Link[],
  layers: number,
): { layers: number[]; cost: number } {
  const accounts = order.length;
  const near: Link[][] = Array.from({ length: accounts }, () => []);
  for (const link of links) {
    if (link.from === link.to) continue;
    near[link.from]!.push(link);
    near[link.to]!.push(link);
  }
  const result = new Array<number>(accounts).fill(0);
  const sizes = new Array<number>(layers).fill(0);
  order.forEach((account, position) => {
    const layer = Math.min(layers - 1, Math.floor((position * layers) / Math.max(1, accounts)));
    result[account] = layer;
    sizes[layer]!++;
  });

  const even = accounts / layers;
  const cost = (account: number, layer: number) => {
    const own = result[account] === layer ? 0 : 1;
    const fill = (sizes[layer]! + own) / even;
    let sum = crowding * fill * fill * fill;
    for (const { from, to } of near[account]!) {
      const span = from === account ? result[to]! - layer : layer - result[from]!;
      sum += span === 0 ? sameLayer : span > 0 ? span - 1 : -span + backwards;
    }
    return sum;
  };
  for (let round = 0, changed = true; changed && round < rounds; round++) {
    changed = false;
    for (let account = 0; account < accounts; account++) {
      const now = result[account]!;
      let best = now;
      let least = cost(account, now) - 1e-9;
      for (let layer = 0; layer < layers; layer++) {
        const candidate = layer === now ? least : cost(account, layer);
        if (candidate >= least) continue;
        best = layer;
        least = candidate;
      }
      if (best === now) continue;
      sizes[now]!--;
      sizes[best]!++;
      result[account] = best;
      changed = true;
    }
  }
  return { layers: result, cost: result.reduce((sum, layer, account) => sum + cost(account, layer), 0) };
}

/** The same order from its middle on: another place to start from. */
function halves(order: readonly number[]): number[] {
  const middle = order.length >> 1;
  return [...order.slice(middle), ...order.slice(0, middle)];
}

/** Accounts that money leaves before those that it reaches: breadth first from those with the greatest surplus of outflows. */
function moneyFirst(accounts: number, links: readonly Link[]): number[] {
  const surplus = new Array<number>(accounts).fill(0);
  const next: number[][] = Array.from({ length: accounts }, () => []);
  for (const { from, to } of links) {
    surplus[from]!++;
    surplus[to]!--;
    next[from]!.push(to);
  }
  const starts = Array.from({ length: accounts }, (_, account) => account).sort(
    (a, b) => surplus[b]! - surplus[a]! || a - b,
  );
  const seen = new Set<number>();
  const order: number[] = [];
  for (const start of starts) {
    const queue = [start];
    for (const account of queue) {
      if (seen.has(account)) continue;
      seen.add(account);
      order.push(account);
      queue.push(...next[account]!);
    }
  }
  return order;
}

/** Without empty layers between. */
function compact(layers: readonly number[]): number[] {
  const used = [...new Set(layers)].sort((a, b) => a - b);
  return layers.map((layer) => used.indexOf(layer));
}
