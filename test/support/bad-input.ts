/** Files that no ledger should be, by name. Each must get a clear message or be passed over for a stated reason. */
export const BAD_INPUT: Readonly<Record<string, Buffer>> = {
  "empty.coa.yaml": Buffer.from(""),
  "only-comment.posting.yaml": Buffer.from("# nothing yet\n"),
  "binary.channel.yaml": Buffer.from([0x6b, 0x00, 0xff, 0xfe, 0x00, 0x0a]),
  "huge.coa.yaml": Buffer.from(`kind: chart-of-accounts\nschema: 1\nnote: ${"x".repeat(5 * 1024 * 1024)}\n`),
  "tabs.coa.yaml": Buffer.from('kind: chart-of-accounts\nschema: 1\naccounts:\n\t- code: "1"\n'),
  "conflict.coa.yaml": Buffer.from(
    "kind: chart-of-accounts\n<<<<<<< ours\nschema: 1\n=======\nschema: 1 \n>>>>>>> theirs\n",
  ),
  "latin1.coa.yaml": Buffer.concat([
    Buffer.from("kind: chart-of-accounts\nschema: 1\nnote: "),
    Buffer.from([0xe9, 0x0a]),
  ]),
  "list.coa.yaml": Buffer.from("- a\n- b\n"),
  "scalar.coa.yaml": Buffer.from("hello\n"),
  "unclosed.posting.yaml": Buffer.from('kind: posting-rules\nschema: 1\nrules:\n  - id: "a\n    event: payment\n'),
  "deep.posting.yaml": Buffer.from(`kind: posting-rules\nschema: 1\nnote: ${"[".repeat(50_000)}\n`),
  "bomb.coa.yaml": Buffer.from(bomb()),
  "proto.coa.yaml": Buffer.from(
    "kind: chart-of-accounts\nschema: 1\naccounts:\n  - code: __proto__\n    name: constructor\n    class: asset\n    toString: 1\n",
  ),
};

/** Files that look odd and are fine. */
export const ODD_INPUT: Readonly<Record<string, Buffer>> = {
  "bom.coa.yaml": Buffer.from(
    '\uFEFFkind: chart-of-accounts\nschema: 1\naccounts:\n  - { code: "1", name: 甲, class: asset }\n',
  ),
  "crlf.coa.yaml": Buffer.from(
    'kind: chart-of-accounts\r\nschema: 1\r\naccounts:\r\n  - code: "1"\r\n    name: 甲\r\n    class: asset\r\n',
  ),
  "two-documents.coa.yaml": Buffer.from(
    "kind: chart-of-accounts\nschema: 1\naccounts: []\n---\nkind: posting-rules\nschema: 1\nrules: []\n",
  ),
  "astral.coa.yaml": Buffer.from(
    'kind: chart-of-accounts\nschema: 1\naccounts:\n  - code: "1"\n    name: 𠮷野家\u2028往来\n    class: asset\n',
  ),
};

/** A few hundred bytes whose aliases, written out, would be billions of values. */
function bomb(): string {
  const lines = ["kind: chart-of-accounts", "schema: 1", 'x-a: &a ["x","x","x","x","x","x","x","x","x"]'];
  for (let i = 1; i < 9; i++) {
    const [from, to] = [String.fromCharCode(96 + i), String.fromCharCode(97 + i)];
    lines.push(`x-${to}: &${to} [${Array(9).fill(`*${from}`).join(",")}]`);
  }
  return `${lines.join("\n")}\naccounts: *i\n`;
}
