/** `FUZZ_RUNS` multiplies every number of runs; then the seed is new each time unless `FUZZ_SEED` says which. */
const TIMES = Math.max(1, Number(process.env.FUZZ_RUNS ?? 1) || 1);
const SEED = process.env.FUZZ_SEED === undefined ? undefined : Number(process.env.FUZZ_SEED);

/** How often a property is tried. The suite of every day takes the same inputs each time; a longer one looks for new ones. */
export function runs(usual: number): { readonly numRuns: number; readonly seed?: number } {
  const seed = SEED ?? (TIMES > 1 ? undefined : 20261120);
  return { numRuns: Math.round(usual * TIMES), ...(seed === undefined ? {} : { seed }) };
}

/** Time limit of a test, milliseconds: only there to end what hangs. */
export const PATIENCE = 120_000 * TIMES;
