import lists from "../data/words.generated.json";

/** Longest word of the list, in units. */
export const longestWord = 4;

type Lists = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Ordinary Chinese words with what one costs: the rounded −2 ln of its share in everyday text. */
export class Words {
  readonly #costs = new Map<string, number>();
  /** Units that follow a unit in some word. */
  readonly #followers = new Map<number, Set<number>>();

  /** @param lists words by cost and by length, one after the other; what stands in a later list counts */
  constructor(...lists: readonly Lists[]) {
    for (const [cost, byLength] of lists.flatMap((list) => Object.entries(list)))
      for (const [length, joined] of Object.entries(byLength)) {
        const step = Number(length);
        for (let at = 0; at < joined.length; at += step) {
          this.#costs.set(joined.slice(at, at + step), Number(cost));
          for (let i = at + 1; i < at + step; i++) this.#join(joined.charCodeAt(i - 1), joined.charCodeAt(i));
        }
      }
  }

  costOf(word: string): number | undefined {
    return this.#costs.get(word);
  }

  /** False when no word can go on from the one unit to the other. */
  joins(left: number, right: number): boolean {
    return this.#followers.get(left)?.has(right) ?? false;
  }

  #join(left: number, right: number): void {
    const followers = this.#followers.get(left);
    if (followers) followers.add(right);
    else this.#followers.set(left, new Set([right]));
  }
}

/** Words of the trade's everyday language that the dictionary's corpus seldom has, at what they cost here. */
const ofTheTrade = {
  18: { 2: "账号账户账单款项付款收款订单金额银行商户渠道平台户头户名卡号单号到账入账出账记账查账" },
};

let words: Words | undefined;

/** The list that comes with the product; read at the first call. */
export function ordinaryWords(): Words {
  words ??= new Words(lists, ofTheTrade);
  return words;
}
