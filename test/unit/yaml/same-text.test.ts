import assert from "node:assert/strict";
import fc from "fast-check";
import { commonPrefix, commonSuffix, copied } from "../../../server/src/yaml/same-text";

const text = fc.string({ unit: fc.constantFrom("a", "b", "\n", "账"), maxLength: 60 });

describe("what two texts have in common", () => {
  it("is as long as it can be at the beginning, then at the end, and never counted twice", () => {
    fc.assert(
      fc.property(text, text, text, text, (head, before, after, tail) => {
        const [a, b] = [head + before + tail, head + after + tail];
        const prefix = commonPrefix(a, b);
        const suffix = commonSuffix(a, b, prefix);
        assert.equal(a.slice(0, prefix), b.slice(0, prefix));
        assert.ok(prefix >= head.length);
        assert.ok(a[prefix] === undefined || a[prefix] !== b[prefix]);
        assert.equal(a.slice(a.length - suffix), b.slice(b.length - suffix));
        assert.ok(prefix + suffix <= Math.min(a.length, b.length));
        const rest = Math.min(a.length, b.length) - prefix - suffix;
        assert.ok(rest === 0 || a[a.length - 1 - suffix] !== b[b.length - 1 - suffix]);
      }),
    );
  });

  it("is copied as it stands", () => {
    assert.equal(copied("账房\ud83d\ude00", 1, 3), "房\ud83d");
    assert.equal(copied("a", 1, 1), "");
  });
});
