import assert from "node:assert/strict";
import { openTexts, termUsages, usedTerms } from "../../../server/src/features/term-usages";
import { editor } from "../../support/editor";

const WORKSPACE = `
  === a.coa.yaml
  kind: chart-of-accounts
  schema: 1
  accounts:
    - { code: "1", name: 当日长款, class: liability } # 长款挂在这里
  === notes.md
  渠道长款先挂账。
  增长款式不算。
  === team.glossary.yaml
  kind: glossary
  schema: 1
  contexts:
    - name: 词
      terms: [{ name: 夜批, definition: 长款从夜批来 }]
`;

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

describe("usages of a term", () => {
  const { context } = editor(WORKSPACE);
  const texts = () => each(openTexts(context));

  it("finds keys, values, comments and Markdown, not glossaries, with the line around each", async () => {
    const { total, usages } = await termUsages(context, "surplus", texts());
    assert.equal(total, usages.length);
    assert.deepEqual(
      usages.map(
        ({ file, place, before, matched, after }) =>
          `${file}:${place.range.start.line + 1} ${before}[${matched}]${after}`,
      ),
      [
        'a.coa.yaml:4 - { code: "1", name: 当日[长款], class: liability } # 长款挂在这里',
        'a.coa.yaml:4 …: "1", name: 当日长款, class: liability } # [长款]挂在这里',
        "notes.md:1 渠道[长款]先挂账。",
      ],
    );
  });

  it("counts the terms that are used", async () => {
    const used = new Map((await usedTerms(context, texts())).map(({ id, count }) => [id, count]));
    assert.equal(used.get("surplus"), 3);
    assert.ok(used.has("suspense-posting"));
    assert.ok(!used.has("夜批"));
  });
});
