import assert from "node:assert/strict";
import { guardOf } from "../../../server/src/index/guards";
import { type Guard, intersects, isMoreSpecific, isSameGuard } from "../../../server/src/ledger/guard";
import { fixture, workspaceOf } from "../../support/files";

/** The guards of rules, each given as the YAML lines under its list item. */
function guards(...rules: readonly string[]): Guard[] {
  const text = `kind: posting-rules\nschema: 1\nrules:\n${rules.map((rule) => `  - { id: r, ${rule} }`).join("\n")}`;
  const [ledger] = workspaceOf(fixture(text).files).ledgers;
  return [...ledger!.rules()].map(({ item }) => guardOf(item)!);
}

describe("guards", () => {
  it("intersect when every common condition shares a value", () => {
    const [a, b, c] = guards(
      "event: payment, when: { channel: [a, b], settled: True }",
      "event: payment, status: succeeded, when: { channel: b, settled: true }",
      "event: payment, when: { channel: c }",
    );
    assert.ok(intersects(a!, b!));
    assert.ok(!intersects(a!, c!));
  });

  it("do not intersect across events, statuses and products", () => {
    const [a, b, c, d, e] = guards(
      "event: refund, product: p",
      "event: refund, product: [q, r]",
      "event: payment, product: p",
      "event: refund, status: failed",
      "event: refund",
    );
    assert.deepEqual(
      [b, c, d, e].map((other) => intersects(a!, other!)),
      [false, false, false, true],
    );
  });

  it("are more specific with a condition more, or fewer values of one, never when equal", () => {
    const [any, product, two, one, other] = guards(
      "event: payment",
      "event: payment, product: p",
      "event: payment, when: { bank: [x, y] }",
      "event: payment, when: { bank: x }",
      "event: payment, product: p, when: { tender: t }",
    );
    assert.ok(isMoreSpecific(product!, any!));
    assert.ok(isMoreSpecific(one!, two!));
    assert.ok(isMoreSpecific(other!, product!));
    assert.ok(!isMoreSpecific(any!, product!));
    assert.ok(!isMoreSpecific(one!, one!));
    assert.ok(!isMoreSpecific(one!, other!) && !isMoreSpecific(other!, one!));
    assert.ok(isSameGuard(one!, one!) && !isSameGuard(one!, two!));
  });

  it("take `flow: any` and an empty list for no condition", () => {
    const [any, none] = guards("event: difference, when: { flow: any, kind: [] }", "event: difference");
    assert.ok(isSameGuard(any!, none!));
  });
});
