import assert from "node:assert/strict";
import { commentAt } from "../../../server/src/features/code-comments";

/** The comment at `|` in a source text. */
function at(languageId: string, marked: string): string | undefined {
  const offset = marked.indexOf("|");
  const text = marked.replace("|", "");
  const found = commentAt(text, offset, languageId);
  return found && text.slice(found.start, found.end);
}

describe("comments of source code", () => {
  it("finds line and block comments", () => {
    assert.equal(at("java", "int a; // 长|款\nint b;"), "// 长款");
    assert.equal(at("java", "int a; // 长款\nint |b;"), undefined);
    assert.equal(at("go", "/* 一\n长|款 */ x"), "/* 一\n长款 */");
    assert.equal(at("python", "x = 1 # 对|账"), "# 对账");
    assert.equal(at("python", 'def f():\n  """对|账"""'), '"""对账"""');
    assert.equal(at("sql", "select 1 -- 日|切"), "-- 日切");
    assert.equal(at("lua", "--[[ 日\n|切 ]]"), "--[[ 日\n切 ]]");
    assert.equal(at("html", "<p>长款</p><!-- 长|款 -->"), "<!-- 长款 -->");
  });

  it("is not misled by strings", () => {
    assert.equal(at("java", 'String a = "// 长|款";'), undefined);
    assert.equal(at("java", 'String a = "\\"// x"; // 长|款'), "// 长款");
    assert.equal(at("typescript", "const a = `\n// 长|款`;"), undefined);
    assert.equal(at("rust", "fn f<'a>(x: &'a str) {} // 长|款"), "// 长款");
    assert.equal(at("shellscript", "echo '# 长|款'"), undefined);
    assert.equal(at("java", "/* 没有结束 |长款"), "/* 没有结束 长款");
  });

  it("knows nothing of other languages", () => {
    assert.equal(at("plaintext", "// 长|款"), undefined);
    assert.equal(at("constructor", "// 长|款"), undefined);
  });
});
