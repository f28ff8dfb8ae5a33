// The cards that were read, as in a browser.

export class History {
  /** @type {string[]} */
  #visited = [];
  #at = -1;

  /** A card is shown: the one history went to, or a new one that ends what lay ahead. @param {string} id */
  visit(id) {
    if (this.#visited[this.#at] === id) return;
    this.#visited = [...this.#visited.slice(0, this.#at + 1), id];
    this.#at = this.#visited.length - 1;
  }

  /** @param {-1 | 1} step */
  canGo(step) {
    return this.#visited[this.#at + step] !== undefined;
  }

  /** The card before or after this one, which is this one from now on. @param {-1 | 1} step @returns {string | undefined} */
  go(step) {
    if (this.canGo(step)) this.#at += step;
    else return undefined;
    return this.#visited[this.#at];
  }
}
