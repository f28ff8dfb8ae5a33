import assert from "node:assert/strict";
import { definition } from "../../../server/src/features/definition";
import { documentLinks } from "../../../server/src/features/document-links";
import { editor, labelsAt, offered, rangeText } from "../../support/editor";

const team = (related: string) => `
  === team.glossary.yaml
  kind: glossary
  schema: 1
  contexts:
    - name: 清结算组
      terms:
        - id: night-batch
          name: 夜批
          related: ${related}
        - id: morning-batch
          name: 晨批
`;

describe("glossary files", () => {
  it("complete the ids of terms, the team's and the built-in ones, found by Chinese and pinyin", () => {
    const items = offered(editor(team("[m$0]")));
    assert.ok(items.some(({ label }) => label === "morning-batch"));
    const surplus = items.find(({ label }) => label === "surplus");
    assert.match(surplus?.filterText ?? "", /长款.*ck/);
  });

  it("complete keys of a term", () => {
    const labels = labelsAt(team("[]").replace("name: 晨批\n", "name: 晨批\n          $0\n"));
    for (const key of ["definition", "senses", "narrower", "warnings", "avoid"]) assert.ok(labels.includes(key), key);
  });

  it("lead from a reference to the team's card, and to the panel for a built-in one", () => {
    const given = editor(team("[morning-b$0atch, surplus]"));
    const [target] = definition(given.context, given.uri, given.position);
    assert.match(rangeText(given, target!.targetUri, target!.targetSelectionRange), /morning-batch/);
    assert.deepEqual(
      documentLinks(given.context, given.uri).map(({ target: link }) => link),
      [`command:countingHouse.openTerm?${encodeURIComponent('["surplus"]')}`],
    );
  });
});
