import assert from "node:assert/strict";
import fc from "fast-check";
import { TermMatcher } from "../../../server/src/glossary/matcher";
import { termsOf } from "./terms";

const found = (matcher: TermMatcher, text: string): string[] =>
  matcher.find(text).map((match) => `${match.termId}@${match.start}-${match.end}:${match.matched}`);

const matcher = new TermMatcher(
  termsOf(
    { id: "surplus", name: "长款", en: "surplus; cash over", identifier: "surplus_difference" },
    { id: "shortage", name: "短款", en: "shortage" },
    { id: "long-short", name: "长短款", aliases: ["长款短款"] },
    { id: "reserve", name: "备付金", en: "client reserve" },
    { id: "reserve-account", name: "备付金账户", en: "reserve account" },
    { id: "d0", name: "D0", aliases: ["D+0"] },
    { id: "ta", name: "TA", en: "transfer agent" },
    { id: "void", name: "撤销", en: "void", require_near: ["交易", "订单"] },
  ),
);

describe("TermMatcher", () => {
  it("finds every occurrence", () => {
    assert.deepEqual(found(matcher, "长款与短款，再说长款"), [
      "surplus@0-2:长款",
      "shortage@3-5:短款",
      "surplus@8-10:长款",
    ]);
  });

  it("takes the longest name", () => {
    assert.deepEqual(found(matcher, "备付金账户里的备付金"), ["reserve-account@0-5:备付金账户", "reserve@7-10:备付金"]);
    assert.deepEqual(found(matcher, "长款短款长短款"), ["long-short@0-4:长款短款", "long-short@4-7:长短款"]);
  });

  it("takes a Chinese name only where it is a word", () => {
    for (const text of ["增长款式", "第二季增长款式"]) assert.deepEqual(found(matcher, text), [], text);
    assert.deepEqual(found(matcher, "渠道长款"), ["surplus@2-4:长款"]);
    assert.deepEqual(found(matcher, "查出长款项目"), ["surplus@2-4:长款"]);
  });

  it("knows compatibility forms of characters", () => {
    const forms = new TermMatcher(
      termsOf({ id: "ii", name: "Ⅱ类户" }, { id: "t1", name: "T+1" }, { id: "cash", name: "金库" }),
    );
    for (const text of ["Ⅱ类户", "II类户", "ⅱ类户", "ＩＩ类户", "T+1", "Ｔ＋１", "T + 1", "t﹢1", "\uf90a库"])
      assert.equal(forms.find(text).length, 1, text);
  });

  it("keeps narrower names apart from the term's own", () => {
    const narrow = new TermMatcher(
      termsOf({ id: "a", name: "会计科目", narrower: ["科目体系"] }, { id: "b", name: "利润", require_near: ["损益"] }),
    );
    assert.deepEqual(
      narrow.find("科目体系与会计科目").map(({ termId, kind }) => [termId, kind]),
      [
        ["a", "narrower"],
        ["a", "name"],
      ],
    );
  });

  it("takes Latin names as whole words in any case", () => {
    assert.deepEqual(found(matcher, "Surplus, SHORTAGES but not surplusage or nonsurplus"), [
      "surplus@0-7:Surplus",
      "shortage@9-18:SHORTAGES",
    ]);
    assert.deepEqual(found(matcher, "D0垫资 d+0 D01 XD0"), ["d0@0-2:D0", "d0@5-8:d+0"]);
  });

  it("takes an identifier as a whole", () => {
    const names = ["surplus_difference:", "surplusDifference", "surplus-difference", "SURPLUS_DIFFERENCE"];
    for (const name of names) assert.equal(matcher.find(name)[0]?.termId, "surplus", name);
    for (const name of ["my_surplus_difference", "surplus_differences_x", "surplus_amount"])
      assert.deepEqual(found(matcher, name), [], name);
    assert.equal(matcher.find("surplus_difference: 1")[0]?.kind, "identifier");
  });

  it("knows plurals, hyphens and runs of white space", () => {
    assert.deepEqual(found(matcher, "two surpluses"), ["surplus@4-13:surpluses"]);
    assert.deepEqual(found(matcher, "client-reserves"), ["reserve@0-15:client-reserves"]);
    assert.deepEqual(found(matcher, "x cash \t over"), ["surplus@2-13:cash \t over"]);
  });

  it("follows a name over a line break of a paragraph, not into the next key", () => {
    assert.deepEqual(found(matcher, "the client\n  reserve is"), ["reserve@4-20:client\n  reserve"]);
    assert.deepEqual(found(matcher, "type: client\n  reserve: 5"), []);
    assert.deepEqual(found(matcher, "client\n\nreserve"), []);
  });

  it("counts UTF-16 units, astral characters and full-width forms included", () => {
    assert.deepEqual(found(matcher, "😀𠮷长款😀"), ["surplus@4-6:长款"]);
    assert.deepEqual(found(matcher, "ＳＵＲＰＬＵＳ　ｄ０"), ["surplus@0-7:ＳＵＲＰＬＵＳ", "d0@8-10:ｄ０"]);
    const astral = new TermMatcher(termsOf({ id: "a", name: "𠮷账" }));
    assert.deepEqual(found(astral, "𠮷𠮷帐"), ["a@2-5:𠮷帐"]);
    assert.deepEqual(found(astral, "\ud842账 \udfb7账"), []);
  });

  it("takes two capitals only as capitals", () => {
    assert.deepEqual(found(matcher, "TA ta Ta"), ["ta@0-2:TA"]);
  });

  it("asks for a near word on the same line", () => {
    assert.deepEqual(found(matcher, "撤销操作"), []);
    assert.deepEqual(found(matcher, "交易被撤销"), ["void@3-5:撤销"]);
    assert.deepEqual(found(matcher, "交易\n撤销"), []);
    assert.deepEqual(found(matcher, `交易${"，".repeat(38)}撤销`), ["void@40-42:撤销"]);
    assert.deepEqual(found(matcher, `交易${"，".repeat(39)}撤销`), []);
    assert.equal(matcher.find("撤销", { ignoreNear: true }).length, 1);
    assert.deepEqual(found(matcher, "a void"), ["void@2-6:void"]);
  });

  it("asks for a near word or another term beside an English word of other talk, in singular or plural", () => {
    const code = new TermMatcher(
      termsOf(
        { id: "hold", name: "冻结", en: "hold", require_near_for: ["hold"] },
        { id: "refund", name: "退款", en: "refund" },
      ),
    );
    assert.deepEqual(found(code, "hold the lock"), []);
    assert.deepEqual(found(code, "a refund releases the holds"), ["refund@2-8:refund", "hold@22-27:holds"]);
    assert.deepEqual(found(code, "先冻结"), ["hold@1-3:冻结"]);
  });

  it("names every term of a name, the one whose own name it is first", () => {
    const both = new TermMatcher(termsOf({ id: "a", name: "甲", aliases: ["挂账"] }, { id: "b", name: "挂账" }));
    const [match] = both.find("挂账");
    assert.deepEqual([match?.termId, match?.others], ["b", ["a"]]);
  });

  it("answers for an offset", () => {
    assert.equal(matcher.at("说长款。", 1)?.termId, "surplus");
    assert.equal(matcher.at("说长款。", 3)?.termId, "surplus");
    assert.equal(matcher.at("说长款。", 0), undefined);
    assert.equal(matcher.at("\n长款\n短款", 4)?.termId, "shortage");
    assert.equal(matcher.at("短款长款", 2)?.termId, "surplus");
  });

  it("is harmless on odd text", () => {
    for (const text of ["", "\u0000\ufeff\ud800", "\u2028长款\u2028", " ".repeat(10_000)])
      assert.ok(matcher.find(text).length <= 1);
    assert.deepEqual(new TermMatcher([]).find("长款"), []);
  });

  it("agrees with a slow search on random names and texts", () => {
    // Characters that no ordinary word joins.
    const nameUnits = ["龘", "靐", "账", "帐", "a", "b", "_", " ", "𠮷"];
    const name = fc.string({ unit: fc.constantFrom(...nameUnits), minLength: 1, maxLength: 5 });
    const text = fc.string({ unit: fc.constantFrom(...nameUnits, "B", "Ａ", "。"), maxLength: 30 });
    fc.assert(
      fc.property(fc.array(name, { maxLength: 8 }), text, (names, where) => {
        const terms = termsOf(...names.map((zh, i) => ({ id: `t${i}`, name: zh })));
        const patterns = terms.map(({ name: { zh } }) => slowFold(zh).replace(/ +/g, " ").trim());
        assert.deepEqual(
          new TermMatcher(terms).find(where).map((match) => [match.start, match.end]),
          slowSearch(patterns, where),
        );
      }),
      { numRuns: 3000 },
    );
  });
});

function slowFold(text: string): string {
  return text.normalize("NFKC").toLowerCase().replaceAll("帐", "账").replaceAll("_", " ");
}

/** Leftmost longest, every name tried at every offset. */
function slowSearch(patterns: readonly string[], text: string): [number, number][] {
  const found: [number, number][] = [];
  for (let start = 0; start < text.length; ) {
    const longest = Math.max(0, ...patterns.map((pattern) => slowLength(pattern, text, start)));
    if (longest > 0) found.push([start, start + longest]);
    start += Math.max(1, longest);
  }
  return found;
}

function slowLength(pattern: string, text: string, start: number): number {
  let at = start;
  for (const unit of pattern.split("")) {
    if (slowFold(text[at] ?? "") !== unit) return 0;
    at++;
    // White space runs on, an underscore does not.
    if (text[at - 1] === " ") while (text[at] === " ") at++;
  }
  const isWord = (unit: string | undefined): boolean => /^\w$/.test((unit ?? "").normalize("NFKC"));
  if (isWord(pattern[0]) && isWord(text[start - 1])) return 0;
  return isWord(pattern.at(-1)) && isWord(text[at]) ? 0 : at - start;
}
