// Which terms the list shows beside what the query asks for.
/** @import { GlossaryEntry } from "../../server/src/protocol" */

export const filterNames = /** @type {const} */ (["senses", "regulation", "used"]);

/**
 * @typedef {object} Filters
 * @property {string} category empty for all
 * @property {boolean} senses only terms with several senses
 * @property {boolean} regulation only terms that cite a regulation
 * @property {ReadonlyMap<string, number> | undefined} used only terms that stand in the workspace
 */

/** @param {readonly GlossaryEntry[]} terms @param {Filters} filters @returns {GlossaryEntry[]} */
export function filtered(terms, { category, senses, regulation, used }) {
  return terms.filter(
    (term) =>
      (category === "" || term.category === category) &&
      (!senses || term.hasSenses) &&
      (!regulation || term.hasRegulation) &&
      (used === undefined || used.has(term.id)),
  );
}
