import { Rational, type RoundingMode } from "../rational";

/** What a polynomial is made of: names, and two things the proof does not look into further. */
export type Atom =
  | { readonly kind: "name"; readonly name: string; readonly key: string }
  | {
      readonly kind: "round";
      readonly argument: Polynomial;
      readonly mode: RoundingMode;
      readonly unit: Rational;
      readonly key: string;
    }
  | { readonly kind: "inverse"; readonly of: Polynomial; readonly key: string };

/** A rational coefficient times a product of atoms (none: a constant). */
export interface Term {
  readonly coefficient: Rational;
  readonly atoms: readonly Atom[];
}

/** The step of the values of a name (0.01 for money in CNY); undefined when there is none, as for a rate without a scale. */
export type Grid = (name: string) => Rational | undefined;

/** A polynomial over ℚ in normal form: equal polynomials have equal keys. Immutable. */
export class Polynomial {
  static readonly ZERO = new Polynomial(new Map());

  private constructor(private readonly byKey: ReadonlyMap<string, Term>) {}

  static constant(value: Rational): Polynomial {
    return Polynomial.sum([{ coefficient: value, atoms: [] }]);
  }

  static name(name: string): Polynomial {
    return Polynomial.atom({ kind: "name", name, key: name });
  }

  static atom(atom: Atom): Polynomial {
    return Polynomial.sum([{ coefficient: Rational.ONE, atoms: [atom] }]);
  }

  static sum(terms: Iterable<Term>): Polynomial {
    const byKey = new Map<string, Term>();
    for (const term of terms) {
      const key = term.atoms.map((atom) => atom.key).join("·");
      const known = byKey.get(key);
      const coefficient = known === undefined ? term.coefficient : known.coefficient.add(term.coefficient);
      if (coefficient.isZero) byKey.delete(key);
      else byKey.set(key, { coefficient, atoms: term.atoms });
    }
    return new Polynomial(byKey);
  }

  get terms(): Iterable<Term> {
    return this.byKey.values();
  }

  get isZero(): boolean {
    return this.byKey.size === 0;
  }

  /** Number of terms. */
  get size(): number {
    return this.byKey.size;
  }

  /** The value when there are no atoms. */
  get constantValue(): Rational | undefined {
    if (this.byKey.size === 0) return Rational.ZERO;
    return this.byKey.size === 1 ? this.byKey.get("")?.coefficient : undefined;
  }

  private cachedKey: string | undefined;

  get key(): string {
    this.cachedKey ??= [...this.byKey.entries()]
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, { coefficient }]) => `${coefficient}·${key}`)
      .join(" + ");
    return this.cachedKey;
  }

  private cachedNames: ReadonlySet<string> | undefined;

  /** All names, those inside roundings and divisors included. */
  get names(): ReadonlySet<string> {
    if (this.cachedNames !== undefined) return this.cachedNames;
    const names = new Set<string>();
    for (const { atoms } of this.terms) for (const atom of atoms) for (const name of namesOf(atom)) names.add(name);
    this.cachedNames = names;
    return names;
  }

  add(other: Polynomial): Polynomial {
    return Polynomial.sum([...this.terms, ...other.terms]);
  }

  sub(other: Polynomial): Polynomial {
    return this.add(other.scale(MINUS_ONE));
  }

  scale(factor: Rational): Polynomial {
    return Polynomial.sum(
      [...this.terms].map(({ coefficient, atoms }) => ({ coefficient: coefficient.mul(factor), atoms })),
    );
  }

  mul(other: Polynomial): Polynomial {
    const products: Term[] = [];
    for (const a of this.terms) {
      for (const b of other.terms) {
        products.push({ coefficient: a.coefficient.mul(b.coefficient), atoms: multiplyAtoms(a.atoms, b.atoms) });
      }
    }
    return Polynomial.sum(products);
  }

  /** The coefficient of the term that comes first by key; its sign is how a form and its negative are told apart. */
  get leading(): Rational {
    let first: string | undefined;
    for (const key of this.byKey.keys()) if (key !== "" && (first === undefined || key < first)) first = key;
    return this.byKey.get(first ?? "")?.coefficient ?? Rational.ZERO;
  }
}

const MINUS_ONE = Rational.integer(-1);

function namesOf(atom: Atom): Iterable<string> {
  return atom.kind === "name" ? [atom.name] : atom.kind === "round" ? atom.argument.names : atom.of.names;
}

/** Sorted by key; a name and the inverse of that name cancel. */
function multiplyAtoms(a: readonly Atom[], b: readonly Atom[]): readonly Atom[] {
  const atoms = [...a];
  for (const atom of b) {
    const opposite = atoms.findIndex((other) => isInverse(atom, other) || isInverse(other, atom));
    if (opposite >= 0) atoms.splice(opposite, 1);
    else atoms.push(atom);
  }
  return atoms.sort((x, y) => (x.key < y.key ? -1 : x.key > y.key ? 1 : 0));
}

function isInverse(inverse: Atom, of: Atom): boolean {
  return inverse.kind === "inverse" && inverse.of.key === `1·${of.key}`;
}

/** `1 / divisor`: a number when the divisor is constant (not zero), else an opaque atom. */
export function inverse(divisor: Polynomial): Polynomial {
  const constant = divisor.constantValue;
  if (constant !== undefined) return Polynomial.constant(Rational.ONE.div(constant));
  const { leading } = divisor;
  const primitive = divisor.scale(Rational.ONE.div(leading));
  return Polynomial.atom({ kind: "inverse", of: primitive, key: `1/(${primitive.key})` }).scale(
    Rational.ONE.div(leading),
  );
}

/**
 * `round(argument)`: computed when constant, dropped when the argument is a multiple of the unit anyway, else an atom. All
 * modes treat a number and its negative alike, so the sign is taken out.
 */
export function rounded(argument: Polynomial, mode: RoundingMode, unit: Rational, grid: Grid): Polynomial {
  const constant = argument.constantValue;
  if (constant !== undefined) return Polynomial.constant(constant.round(mode, unit));
  if (isMultipleOf(argument, unit, grid)) return argument;
  const negative = argument.leading.sign < 0;
  const positive = negative ? argument.scale(MINUS_ONE) : argument;
  const atom = Polynomial.atom({
    kind: "round",
    argument: positive,
    mode,
    unit,
    key: `round(${positive.key};${mode};${unit})`,
  });
  return negative ? atom.scale(MINUS_ONE) : atom;
}

function isMultipleOf(polynomial: Polynomial, unit: Rational, grid: Grid): boolean {
  for (const { coefficient, atoms } of polynomial.terms) {
    let step = coefficient;
    for (const atom of atoms) {
      const own = atom.kind === "name" ? grid(atom.name) : atom.kind === "round" ? atom.unit : undefined;
      if (own === undefined) return false;
      step = step.mul(own);
    }
    if (!step.div(unit).isInteger) return false;
  }
  return true;
}

/** The polynomial with every rounding taken away: zero exactly when a residual is nothing but rounding. */
export function withoutRounding(polynomial: Polynomial): Polynomial {
  return mapAtoms(polynomial, (atom) =>
    atom.kind === "round"
      ? withoutRounding(atom.argument)
      : atom.kind === "inverse"
        ? inverse(withoutRounding(atom.of))
        : undefined,
  );
}

/** The polynomial with names replaced; roundings are normalised anew. Divisors must not become zero. */
export function substitute(polynomial: Polynomial, values: ReadonlyMap<string, Polynomial>, grid: Grid): Polynomial {
  const inner = (part: Polynomial): Polynomial => substitute(part, values, grid);
  return mapAtoms(polynomial, (atom) => {
    switch (atom.kind) {
      case "name":
        return values.get(atom.name);
      case "round":
        return rounded(inner(atom.argument), atom.mode, atom.unit, grid);
      case "inverse":
        return inverse(inner(atom.of));
    }
  });
}

function mapAtoms(polynomial: Polynomial, map: (atom: Atom) => Polynomial | undefined): Polynomial {
  let result = Polynomial.ZERO;
  for (const { coefficient, atoms } of polynomial.terms) {
    let product = Polynomial.constant(coefficient);
    for (const atom of atoms) product = product.mul(map(atom) ?? Polynomial.atom(atom));
    result = result.add(product);
  }
  return result;
}

/** The value at given values of all names; undefined when a divisor is zero there. */
export function valueAt(polynomial: Polynomial, values: ReadonlyMap<string, Rational>): Rational | undefined {
  let total = Rational.ZERO;
  for (const { coefficient, atoms } of polynomial.terms) {
    let product = coefficient;
    for (const atom of atoms) {
      const value = atomAt(atom, values);
      if (value === undefined) return undefined;
      product = product.mul(value);
    }
    total = total.add(product);
  }
  return total;
}

function atomAt(atom: Atom, values: ReadonlyMap<string, Rational>): Rational | undefined {
  switch (atom.kind) {
    case "name":
      return values.get(atom.name);
    case "round":
      return valueAt(atom.argument, values)?.round(atom.mode, atom.unit);
    case "inverse": {
      const value = valueAt(atom.of, values);
      return value === undefined || value.isZero ? undefined : Rational.ONE.div(value);
    }
  }
}
