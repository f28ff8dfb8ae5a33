import assert from "node:assert/strict";
import { inReadingOrder } from "../../../client/src/checks/reading-order";

const page = `# post/example

**标题**  
**Title**

error · P0: right for any ledger / 对任何账本都成立

## 为什么 / Why

中文原因。

The reason.

## 有问题 / Bad

\`\`\`yaml
a: 1

# 注释 / comment
b: 2
\`\`\`

## 怎么改 / Fix

中文。

English.
`;

describe("the page of a check", () => {
  it("stays as it is for a Chinese reader", () => {
    assert.equal(inReadingOrder(page, "zh-cn"), page);
  });

  it("says the English first for an English reader, and changes no code", () => {
    const english = inReadingOrder(page, "en");
    assert.match(english, /\*\*Title\*\* {2}\n\*\*标题\*\*/);
    assert.match(english, /## Why \/ 为什么\n\nThe reason\.\n\n中文原因。/);
    assert.match(english, /```yaml\na: 1\n\n# 注释 \/ comment\nb: 2\n```/);
    assert.equal(english.length, page.length);
  });
});
