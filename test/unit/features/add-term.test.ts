import assert from "node:assert/strict";
import { TextDocument } from "vscode-languageserver-textdocument";
import { addTerm } from "../../../server/src/features/add-term";
import type { Locale } from "../../../server/src/l10n/text";
import { parseSource } from "../../../server/src/yaml/source-file";
import { edited, editor } from "../../support/editor";

function added(text: string, word: string, locale: Locale = "zh-cn") {
  const given = editor(text, locale);
  const result = addTerm(given.context, { word, uri: given.uri });
  if (!result) return undefined;
  const file = result.uri.slice(result.uri.lastIndexOf("/") + 1);
  const after = edited(given.files.get(file) ?? "", [{ range: result.edit.range, newText: result.edit.newText }]);
  const document = TextDocument.create(result.uri, "yaml", 1, after);
  return {
    file,
    after,
    isNew: result.isNew,
    selected: document.getText(result.selection),
    problems: parseSource(document, undefined).findings,
  };
}

const RULES = "  === a.posting.yaml\n  kind: posting-rules\n  schema: 1\n  x: $0\n";
const team = (terms: string) =>
  `${RULES}  === team.glossary.yaml\n  kind: glossary\n  schema: 1\n  contexts:\n    - name: 我们的词\n${terms}`;

describe("adding a word to the team's glossary", () => {
  it("makes a glossary when there is none", () => {
    const result = added(RULES, "夜批")!;
    assert.equal(result.isNew, true);
    assert.equal(result.file, "team.glossary.yaml");
    assert.match(
      result.after,
      /^kind: glossary\nschema: 1\ncontexts:\n {2}- name: 本团队术语\n {4}terms:\n {6}- name: 夜批\n {8}pinyin: ye pi\n {8}definition: 写下本团队的含义\n$/,
    );
    assert.equal(result.selected, "写下本团队的含义");
    assert.deepEqual(result.problems, []);
  });

  it("appends to the glossary that is there, in its style", () => {
    const block = added(team("      terms:\n        - name: 晨批\n          definition: 补前一晚的文件\n"), "夜批")!;
    assert.equal(block.isNew, false);
    assert.match(
      block.after,
      /补前一晚的文件\n {4}- name: 夜批\n {6}pinyin: ye pi\n {6}definition: 写下本团队的含义\n$|补前一晚的文件\n\s+- name: 夜批\n\s+pinyin: ye pi\n\s+definition: 写下本团队的含义\n$/,
    );
    assert.deepEqual(block.problems, []);
    const flow = added(team("      terms: [{ name: 晨批 }]\n"), "夜批", "en")!;
    assert.match(
      flow.after,
      /terms: \[\{ name: 晨批 \}, \{name: 夜批, pinyin: ye pi, definition: What your team means by it\}\]/,
    );
    assert.deepEqual(flow.problems, []);
    assert.match(added(team(""), "夜批")!.after, /terms:\n\s+- name: 夜批/);
  });

  it("gives a known term a sense of the team's own", () => {
    const result = added(team("      terms:\n        - name: 晨批\n"), "长款")!;
    assert.match(
      result.after,
      /- id: surplus\n\s+name: 长款\n\s+senses:\n\s+- label: 本团队\n\s+definition: 写下本团队的含义/,
    );
    assert.equal(result.selected, "写下本团队的含义");
  });

  it("quotes what YAML would read otherwise", () => {
    const result = added(RULES, "a: b # c")!;
    assert.match(result.after, /- name: "a: b # c"/);
    assert.deepEqual(result.problems, []);
  });

  it("refuses what is no word", () => {
    for (const word of ["", "  \n ", "x".repeat(100)]) assert.equal(added(RULES, word), undefined, word);
  });
});
