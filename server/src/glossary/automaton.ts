import { foldable, foldUnit, isSpace, isWordUnit } from "./fold";

/** 1 for the units that make a Latin word go on. */
const wordUnits = Uint8Array.from({ length: 0x10000 }, (_, unit) => (isWordUnit(unit) ? 1 : 0));

/**
 * Finds all occurrences of many patterns in one pass (Aho and Corasick, 1975). Each text unit costs a constant number of steps on
 * average, however many patterns there are. Transitions lie in one open-addressing table of child states, hashed by parent and symbol;
 * symbols are numbered densely, and a unit that no pattern contains leads straight back to the root.
 */
export class Automaton {
  /** Folded unit → symbol, 0 for a unit that no pattern contains; indexed by the unit as it stands in the text. */
  readonly #symbolOf = new Uint16Array(0x10000);
  readonly #children: Int32Array;
  readonly #parent: Int32Array;
  /** The symbol on the way into a state. */
  readonly #symbol: Uint16Array;
  readonly #shift: number;
  readonly #fromRoot: Int32Array;
  /** Of each state a bit for the symbols, modulo 32, that lead on from it: most others need no look into the table. */
  readonly #mask: Int32Array;
  readonly #fail: Int32Array;
  /** Nearest state on the failure chain, the state itself included, in which a pattern ends; 0 for none. */
  readonly #output: Int32Array;
  readonly #pattern: Int32Array;
  /** Number of states, the root included. */
  readonly states: number;

  /** @param patterns folded (see fold.ts), each at least one unit long and all different */
  constructor(patterns: readonly string[]) {
    const units = new Set<number>();
    let total = 0;
    for (const pattern of patterns) {
      total += pattern.length;
      for (let i = 0; i < pattern.length; i++) units.add(pattern.charCodeAt(i));
    }
    const symbols = this.#number(units);

    const bits = Math.max(4, Math.ceil(Math.log2(2 * total + 2)));
    this.#shift = 32 - bits;
    this.#children = new Int32Array(1 << bits);
    this.#parent = new Int32Array(total + 1);
    this.#symbol = new Uint16Array(total + 1);
    this.#mask = new Int32Array(total + 1);
    const depth = new Uint16Array(total + 1);
    this.#pattern = new Int32Array(total + 1).fill(-1);
    let states = 1;
    for (const [index, pattern] of patterns.entries()) {
      let state = 0;
      for (let i = 0; i < pattern.length; i++) {
        const symbol = this.#symbolOf[pattern.charCodeAt(i)]!;
        let next = this.#child(state, symbol);
        if (next === 0) {
          next = states++;
          depth[next] = i + 1;
          this.#add(state, symbol, next);
        }
        state = next;
      }
      this.#pattern[state] = index;
    }
    this.states = states;

    this.#fromRoot = new Int32Array(symbols);
    for (let symbol = 1; symbol < symbols; symbol++) this.#fromRoot[symbol] = this.#child(0, symbol);
    this.#fail = new Int32Array(states);
    this.#output = new Int32Array(states);
    for (const state of byDepth(depth, states)) {
      if (depth[state]! > 1) this.#fail[state] = this.#step(this.#fail[this.#parent[state]!]!, this.#symbol[state]!);
      this.#output[state] = this.#pattern[state]! >= 0 ? state : this.#output[this.#fail[state]!]!;
    }
  }

  /**
   * Reports every pattern at every place where it ends, for one end the longest first. `end` is the offset after its last unit. When
   * `found` returns true, shorter patterns with the same end are passed over. A run of white space counts as one separator. Patterns that begin in the
   * middle of a Latin word are not looked for.
   */
  scan(text: string, from: number, to: number, found: (pattern: number, end: number) => boolean): void {
    const symbolOf = this.#symbolOf;
    const output = this.#output;
    const fromRoot = this.#fromRoot;
    const fail = this.#fail;
    const mask = this.#mask;
    let state = 0;
    let afterSpace = false;
    let afterWord = from > 0 && isWordUnit(text.charCodeAt(from - 1));
    for (let i = from; i < to; i++) {
      const unit = text.charCodeAt(i);
      const symbol = symbolOf[unit]!;
      const inWord = afterWord;
      afterWord = wordUnits[unit] === 1;
      if (symbol === 0) {
        state = 0;
        afterSpace = false;
        continue;
      }
      if (unit <= 0x20 || unit === 0xa0 || unit === 0x3000) {
        if (afterSpace) continue;
        afterSpace = isSpace(unit);
      } else afterSpace = false;
      let next = 0;
      while (state !== 0 && next === 0) {
        if ((mask[state]! >>> (symbol & 31)) & 1) next = this.#child(state, symbol);
        if (next === 0) state = fail[state]!;
      }
      // In the middle of a word no name begins.
      if (next === 0 && !(inWord && afterWord)) next = fromRoot[symbol]!;
      state = next;
      for (let end = output[state]!; end !== 0; end = output[fail[end]!]!) if (found(this.#pattern[end]!, i + 1)) break;
    }
  }

  #number(units: ReadonlySet<number>): number {
    let symbols = 1;
    const symbolOfFolded = new Map<number, number>();
    for (const unit of units) symbolOfFolded.set(unit, symbols++);
    for (const [unit, symbol] of symbolOfFolded) this.#symbolOf[unit] = symbol;
    for (const unit of foldable) this.#symbolOf[unit] = symbolOfFolded.get(foldUnit(unit)) ?? 0;
    return symbols;
  }

  #step(from: number, symbol: number): number {
    let state = from;
    while (state !== 0) {
      const next = this.#child(state, symbol);
      if (next !== 0) return next;
      state = this.#fail[state]!;
    }
    return this.#fromRoot[symbol]!;
  }

  /** The root is never a child, so 0 means none. */
  #child(state: number, symbol: number): number {
    for (let slot = this.#slot(state, symbol); ; slot = (slot + 1) & (this.#children.length - 1)) {
      const child = this.#children[slot]!;
      if (child === 0 || (this.#parent[child] === state && this.#symbol[child] === symbol)) return child;
    }
  }

  #add(state: number, symbol: number, child: number): void {
    let slot = this.#slot(state, symbol);
    while (this.#children[slot] !== 0) slot = (slot + 1) & (this.#children.length - 1);
    this.#children[slot] = child;
    this.#parent[child] = state;
    this.#symbol[child] = symbol;
    this.#mask[state]! |= 1 << (symbol & 31);
  }

  #slot(state: number, symbol: number): number {
    return Math.imul(Math.imul(state, 0x9e3779b1) + symbol, 0x85ebca6b) >>> this.#shift;
  }
}

/** All states but the root, the nearest to it first. */
function byDepth(depth: Uint16Array, states: number): Int32Array {
  let deepest = 0;
  for (let state = 1; state < states; state++) deepest = Math.max(deepest, depth[state]!);
  const starts = new Int32Array(deepest + 2);
  for (let state = 1; state < states; state++) starts[depth[state]! + 1]!++;
  for (let d = 1; d < starts.length; d++) starts[d]! += starts[d - 1]!;
  const order = new Int32Array(states - 1);
  for (let state = 1; state < states; state++) order[starts[depth[state]!]!++] = state;
  return order;
}
