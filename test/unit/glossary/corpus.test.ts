import assert from "node:assert/strict";
import { readCorpus, scoreCorpus } from "../../corpus/terms";

describe("terms in realistic text", () => {
  const corpus = readCorpus();

  it("is measured on 400 lines or more, of each kind of text", () => {
    assert.ok(corpus.length >= 400, String(corpus.length));
    assert.deepEqual(
      ["prose", "markdown", "yaml", "comment", "code"].filter((kind) => !corpus.some((line) => line.kind === kind)),
      [],
    );
  });

  it("marks only names that the glossary has", () => {
    assert.deepEqual(
      corpus.flatMap(({ text, terms }) =>
        terms.filter(({ id }) => id === undefined).map(({ start, end }) => `${text.slice(start, end)}: ${text}`),
      ),
      [],
    );
  });

  it("are found with a precision and a recall of 0.99 or more", () => {
    const { precision, recall, wrong, missed } = scoreCorpus(corpus);
    assert.ok(precision >= 0.99, `precision ${precision}\n${wrong.join("\n")}`);
    assert.ok(recall >= 0.99, `recall ${recall}\n${missed.join("\n")}`);
  });
});
