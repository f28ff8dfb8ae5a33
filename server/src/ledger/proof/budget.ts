/** How much work a proof may take. */
export interface ProofLimits {
  /** Evaluated values and cases. */
  readonly steps: number;
  /** Time allowed, together with a clock; both in milliseconds. */
  readonly milliseconds?: number;
  readonly now?: () => number;
}

/**
 * About 50 ms on a small machine. Counted in steps and not in time, so that a verdict depends on the files alone and is the same
 * in the editor and in CI.
 */
export const DEFAULT_LIMITS: ProofLimits = { steps: 150_000 };

/** Thrown inside the proof when its work is used up; never leaves `proof/`. */
export class OutOfBudget extends Error {}

/** Counts down the work of one question. */
export class Budget {
  /** Values looked at so far. */
  tried = 0;
  private left: number;
  private untilClock = CLOCK_INTERVAL;
  private readonly deadline: number | undefined;

  constructor(private readonly limits: ProofLimits) {
    this.left = limits.steps;
    const { now, milliseconds } = limits;
    this.deadline = now === undefined || milliseconds === undefined ? undefined : now() + milliseconds;
  }

  /** Throws {@link OutOfBudget} when nothing is left. */
  spend(steps = 1): void {
    this.left -= steps;
    if (this.left < 0) throw new OutOfBudget();
    if (this.deadline === undefined || --this.untilClock > 0) return;
    this.untilClock = CLOCK_INTERVAL;
    if (this.limits.now !== undefined && this.limits.now() > this.deadline) throw new OutOfBudget();
  }

  /** Spends what looking at one value takes. */
  look(steps = 1): void {
    this.spend(steps);
    this.tried++;
  }

  /** Whether so many steps are left. */
  allows(steps: bigint): boolean {
    return steps <= BigInt(this.left);
  }
}

const CLOCK_INTERVAL = 512;
