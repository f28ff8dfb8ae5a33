import assert from "node:assert/strict";
import fc from "fast-check";
import { print } from "../../../server/src/ledger/expression/ast";
import { checkExpression } from "../../../server/src/ledger/expression/check";
import { evaluate, type Value } from "../../../server/src/ledger/expression/evaluate";
import { parseExpression } from "../../../server/src/ledger/expression/parser";
import { amountEnvironment } from "../../../server/src/ledger/expression/scope";
import { accountsUsed, namesUsed, nodesAt, typeAt } from "../../../server/src/ledger/expression/symbols";
import { describeType } from "../../../server/src/ledger/expression/types";
import { Rational } from "../../../server/src/ledger/rational";
import { expression, type RuleText, scopeOf } from "./rule";

describe("parseExpression", () => {
  const trees: readonly [string, string][] = [
    ["a+b*c", "a + b * c"],
    ["(a+b)*c", "(a + b) * c"],
    ["a-(b-c)", "a - (b - c)"],
    ["a-b-c", "a - b - c"],
    ["-a*b", "-a * b"],
    ["- (a+b)", "-(a + b)"],
    ["a || b && !c == d", "a || b && !c == d"],
    ["(a || b) && c", "(a || b) && c"],
    ["a > 1 ? b : c > 2 ? d : e", "a > 1 ? b : c > 2 ? d : e"],
    ["(a ? b : c) ? d : e", "(a ? b : c) ? d : e"],
    ["round(毛额*product.fee.rate,half_even,0.1)", "round(毛额 * product.fee.rate, half_even, 0.1)"],
    ["turnover('220201', credit)", 'turnover("220201", credit)'],
    ["product.fee(gross)", "product.fee(gross)"],
    ["10.00", "10.00"],
    ["true", "true"],
    ["rest", "rest"],
    ["rest.x", "rest.x"],
  ];
  for (const [source, printed] of trees) {
    it(`reads ${source}`, () => {
      const { root, problems } = parseExpression(source);
      assert.deepEqual(problems, []);
      assert.equal(print(root), printed);
    });
  }

  // ^ marks the reported span below the source
  const broken: readonly [string, string, RegExp, string?][] = [
    ["gross -", "       ^", /missing here/],
    ["round(gross * ", "     ^", /closing parenthesis/],
    ["gross × 2", "      ^", /Write \*/, "*"],
    ["gross * 0.6%", "        ^^^^", /0\.006/, "0.006"],
    ["gross * 38‰", "        ^^^", /0\.038/, "0.038"],
    ["gross fee", "      ^^^", /does not belong/],
    ["1,000.00", " ^^^^^^^", /does not belong/],
    ["a = b", "  ^", /Write ==/, "=="],
    ["original.", "        ^", /after the dot/],
    ["a ? b", "     ^", /other case/],
    ["rest + 1", "^^^^", /stands alone/],
    ['balance("300101', "        ^^^^^^^", /closing "/],
    ["a @ b", "  ^", /no meaning/],
  ];
  for (const [source, marks, message, replacement] of broken) {
    it(`reports ${source}`, () => {
      const problem = parseExpression(source).problems.find(({ message: text }) => message.test(text.en));
      assert.ok(problem, JSON.stringify(parseExpression(source).problems));
      const end = Math.max(problem.end, problem.start + 1);
      assert.equal(" ".repeat(problem.start) + "^".repeat(end - problem.start), marks);
      assert.equal(problem.replacement, replacement);
    });
  }

  it("reports an empty amount", () =>
    assert.match(parseExpression("").problems[0]?.message.en ?? "", /amount is missing/));

  it("keeps a tree around what is missing", () => {
    const { root } = parseExpression("round(gross * , half_even) - original.");
    assert.equal(print(root), "round(gross * , half_even) - original.");
  });

  it("never throws, stays in bounds and ends, whatever is typed", () => {
    const alphabet = fc.constantFrom(
      "a",
      "毛",
      ".",
      "(",
      ")",
      "?",
      ":",
      "-",
      "!",
      "1",
      "0.5",
      ",",
      " ",
      "rest",
      "round",
      '"',
      "&&",
      "==",
      "%",
      "😀",
      "×",
      "\n",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(alphabet, { maxLength: 40 }).map((parts) => parts.join("")),
          fc.string({ unit: "binary" }),
        ),
        (source) => {
          const { root, problems } = parseExpression(source);
          for (const { start, end } of [root, ...problems])
            assert.ok(0 <= start && start <= end && end <= source.length);
          if (problems.length === 0) assert.equal(print(parseExpression(print(root)).root), print(root));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it("survives nesting and length without end", () => {
    assert.match(parseExpression("(".repeat(3_000)).problems.at(-1)?.message.en ?? "", /deeply|closing/);
    assert.match(parseExpression("-".repeat(3_000)).problems[0]?.message.en ?? "", /deeply/);
    assert.match(parseExpression("a+".repeat(5_000)).problems[0]?.message.en ?? "", /too long/);
    assert.equal(parseExpression(`${"a+".repeat(1_900)}a`).problems.length, 0);
  });
});

const NAMES: RuleText = {
  inputs: {
    gross: "money CNY 1.00..50000.00",
    coupon: "money CNY",
    dollars: "money USD",
    usdcny: "rate USD>CNY 0.1..20",
    rate: "rate/4 0..0.01",
    count: "integer 1..20",
    parts: "integer",
    urgent: "boolean",
    kind: "enum channel_only|own_only",
    payment_no: "id",
    毛额: "money",
  },
  amounts: {
    fee: "round(gross * rate)",
    raw: "gross * rate",
    loop: "other + 1",
    other: "loop - 1",
    back: "round(original.fee) - prior.back",
  },
  fee: { model: "rate", rate: Rational.decimal("0.006"), min: Rational.decimal("0.10") },
  original: { inputs: { gross: "money CNY 1.00..", none: "money" }, amounts: { fee: "round(gross * 0.006)" } },
};

describe("checkExpression", () => {
  const check = (source: string, names: RuleText = NAMES) => {
    const scope = scopeOf(names);
    return checkExpression(expression(source), scope, scope.rounding);
  };

  const types: readonly [string, string][] = [
    ["gross - coupon", "an amount in CNY"],
    ["dollars * usdcny", "an amount in CNY"],
    ["gross / usdcny", "an amount in USD"],
    ["gross * rate * count", "an amount in CNY"],
    ["gross / original.gross", "a ratio"],
    ["1 - rate", "a rate"],
    ["count + 1", "a whole number"],
    ["max(0.10, fee)", "an amount in CNY"],
    ["product.fee(gross)", "an amount in CNY"],
    ["product.fee.rate", "a rate"],
    ["product.fee.min", "an amount"],
    ["prior.gross + original.gross", "an amount in CNY"],
    ["urgent ? gross : 0", "an amount in CNY"],
    ['kind == "own_only" && urgent', "a condition"],
    ["rest", "an amount"],
    ["毛额 * 0.5", "an amount"],
    ["back", "an amount in CNY"],
  ];
  for (const [source, type] of types) {
    it(`finds that ${source} is ${type}`, () => {
      const { type: found, problems } = check(source);
      assert.deepEqual(
        problems.map(({ message }) => message.en),
        [],
      );
      assert.equal(describeType(found).en, type);
    });
  }

  const wrong: readonly [string, string, string, string?][] = [
    ["gros - coupon", "^^^^", "unknown-name", "gross"],
    ["original.fe", "^^^^^^^^^^^", "unknown-name", "original.fee"],
    ["gross * coupon", "^^^^^^^^^^^^^^", "money-times-money"],
    ["gross + dollars", "^^^^^^^^^^^^^^^", "currency-mix"],
    ["gross * usdcny", "^^^^^^^^^^^^^^", "currency-mix"],
    ["gross > rate ? gross : 0", "^^^^^^^^^^^^", "type-mismatch"],
    ["gross + count", "^^^^^^^^^^^^^", "type-mismatch"],
    ["gross + rate", "^^^^^^^^^^^^", "type-mismatch"],
    ["gross ? 1 : 2", "^^^^^", "type-mismatch"],
    ["gross && urgent", "^^^^^", "type-mismatch"],
    ["urgent + 1", "^^^^^^^^^^", "type-mismatch"],
    ["gross / parts", "        ^^^^^", "division-by-zero"],
    ["gross / (coupon - 1)", "         ^^^^^^^^^^", "division-by-zero"],
    ["gross / prior.gross", "        ^^^^^^^^^^^", "division-by-zero"],
    ["gross / original.none", "        ^^^^^^^^^^^^^", "division-by-zero"],
    ['kind == "chanel_only"', "         ^^^^^^^^^^^", "unknown-name", "channel_only"],
    ["rounds(gross)", "^^^^^^", "unknown-function", "round"],
    ["round(gross, half_ip)", "             ^^^^^^^", "arguments", "half_up"],
    ["round(gross, 0)", "             ^", "arguments"],
    ["round(gross, half_up, down)", "^^^^^^^^^^^^^^^^^^^^^^^^^^^", "arguments"],
    ["min(gross)", "^^^^^^^^^^", "arguments"],
    ['balance("300101")', "^^^^^^^", "unknown-function"],
    ["loop + 1", "^^^^", "cycle"],
  ];
  for (const [source, marks, code, replacement] of wrong) {
    it(`reports ${code} in ${source}`, () => {
      const { problems } = check(source);
      assert.deepEqual(
        problems.map((problem) => problem.code),
        [code],
      );
      const [problem] = problems;
      assert.ok(problem && problem.message.zh !== "");
      assert.equal(" ".repeat(problem.start) + "^".repeat(problem.end - problem.start), marks);
      assert.equal(problem.replacement, replacement);
    });
  }

  for (const source of [
    "gross / count",
    "parts == 0 ? 0 : gross / parts",
    "parts > 0 ? gross / parts : 0",
    "parts != 0 && gross / parts > 1 ? gross : 0",
    "!(parts > 0) ? 0 : gross / parts",
    "gross / max(parts, 1)",
    "gross / (1 + coupon / 2)",
  ]) {
    it(`sees that ${source} never divides by zero`, () => assert.deepEqual(check(source).problems, []));
  }

  it("asks the books only where they can be asked", () => {
    assert.deepEqual(check('balance("300101") + turnover("220201", credit) == 0', { books: true }).problems, []);
    assert.deepEqual(
      check('turnover("220201")', { books: true }).problems.map(({ code }) => code),
      ["arguments"],
    );
  });

  const facts: readonly [string, readonly string[], readonly string[]][] = [
    ["gross * rate", ["gross * rate"], []],
    ["round(gross * rate)", [], []],
    ["gross - gross * rate / 2", ["gross * rate / 2"], []],
    ["gross * count - 2 * fee", [], []],
    ["max(0.105, fee) + raw", ["raw"], ["0.105"]],
    ["gross * 0.006 > 5 ? gross : 0.001", [], ["0.001"]],
  ];
  for (const [source, unrounded, literals] of facts) {
    it(`knows what is unrounded and literal in ${source}`, () => {
      const { facts: found } = check(source);
      const cut = ({ start, end }: { start: number; end: number }): string => source.slice(start, end);
      assert.deepEqual(found.unrounded.map(cut), unrounded);
      assert.deepEqual(found.literals.map(cut), literals);
    });
  }

  it("gives rounding units with what they round", () => {
    const [unit] = check("round(gross * rate, half_even, 0.001)").facts.units;
    assert.equal(unit?.value.toString(), "0.001");
    assert.deepEqual(unit?.type, { kind: "money", currency: "CNY" });
  });
});

describe("symbols", () => {
  const source = 'urgent ? round(original.fee, half_up) : balance("300101") + gross';

  it("lists names with their parts", () => {
    const uses = namesUsed(expression(source));
    assert.deepEqual(
      uses.map(({ name, start, end }) => [name, source.slice(start, end)]),
      [
        ["urgent", "urgent"],
        ["original.fee", "original.fee"],
        ["gross", "gross"],
      ],
    );
    const last = uses[1]?.parts.at(-1);
    assert.equal(source.slice(last?.start, last?.end), "fee");
  });

  it("lists account codes inside their quotes", () => {
    assert.deepEqual(
      accountsUsed(expression(source)).map(({ account, start, end }) => [account, source.slice(start, end)]),
      [["300101", "300101"]],
    );
  });

  it("finds the node and the type at an offset", () => {
    const scope = scopeOf({ ...NAMES, books: true });
    const root = expression(source);
    const { types } = checkExpression(root, scope, scope.rounding);
    const offset = source.indexOf("fee") + 1;
    assert.deepEqual(
      nodesAt(root, offset).map(({ kind }) => kind),
      ["name", "call", "conditional"],
    );
    assert.deepEqual(typeAt(root, offset, types), { kind: "money", currency: "CNY" });
  });
});

describe("evaluate", () => {
  const values: Readonly<Record<string, Value>> = {
    gross: Rational.decimal("100.00"),
    coupon: Rational.decimal("0.05"),
    rate: Rational.decimal("0.0038"),
    count: Rational.integer(3),
    parts: Rational.ZERO,
    urgent: true,
    kind: "own_only",
    "original.fee": Rational.decimal("0.60"),
    "prior.back": Rational.decimal("0.20"),
  };
  const run = (source: string, names: RuleText = NAMES): string => {
    const environment = amountEnvironment(scopeOf(names), {
      value: (name) => values[name],
      balance: (account) => (account === "300101" ? Rational.decimal("12.00") : undefined),
      turnover: (_, side) => Rational.decimal(side === "debit" ? "1" : "2"),
    });
    const outcome = evaluate(expression(source), environment);
    return outcome.ok
      ? String(outcome.value)
      : `${outcome.problem.code} ${source.slice(outcome.problem.start, outcome.problem.end)}`;
  };

  const results: readonly [string, string][] = [
    ["gross / count", "100/3"],
    ["round(gross / count)", "33.33"],
    ["round(gross * 0.00005)", "0.01"],
    ["round(gross * 0.00005, half_even)", "0"],
    ["round(gross / 3, up, 0.1)", "33.4"],
    ["round(gross / 3, 10)", "30"],
    ["max(0.10, min(fee, 5))", "0.38"],
    ["product.fee(gross) - product.fee(coupon)", "0.5"],
    ["gross * product.fee.rate", "0.6"],
    ["back", "0.4"],
    ['urgent && kind == "own_only" ? gross : 0', "100"],
    ["urgent || gross / parts > 0 ? 1 : 2", "1"],
    ["coupon - 0.05 == 0", "true"],
    ['balance("300101") - turnover("1", debit) + turnover("1", credit)', "13"],
    ["gross / parts", "division-by-zero parts"],
    ['balance("1")', 'no-value balance("1")'],
    ["dollars + 1", "no-value dollars"],
    ["loop", "cycle loop"],
    ["urgent + 1", "type urgent"],
    ["rest", "incomplete rest"],
  ];
  for (const [source, result] of results)
    it(`computes ${source}`, () => assert.match(run(source), new RegExp(`^${result.replace(/[()"]/g, "\\$&")}`)));

  it("rounds to the minor unit of the currency an amount is in", () => {
    const names: RuleText = { inputs: { gross: "money JPY", coupon: "money CNY", rate: "rate CNY>JPY" } };
    assert.equal(run("round(gross / 3)", names), "33");
    assert.equal(run("round(coupon / 3)", names), "0.02");
    assert.equal(run("round(coupon * rate)", names), "0");
  });
});
