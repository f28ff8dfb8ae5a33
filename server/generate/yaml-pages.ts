import type { Text } from "../src/l10n/text";

interface YamlPage {
  readonly title: Text;
  readonly why: Text;
  readonly fix: Text;
}

/** The pages of the `yaml/` findings, which come from reading a file and from its schema, not from a check. */
export const YAML_PAGES: Readonly<Record<string, YamlPage>> = {
  "yaml/syntax": {
    title: { en: "The text is valid YAML", zh: "文本是合法的 YAML" },
    why: {
      en: "A part that cannot be read is left out of every other check.",
      zh: "读不懂的部分不会参与任何其他检查。",
    },
    fix: {
      en: "Check indentation, quotes, brackets and the space after a colon, in this line and the one above. Values with `? :`, `!` or `: ` belong in quotes.",
      zh: "检查本行和上一行的缩进、引号、括号和冒号后的空格。含 `? :`、`!` 或 `: ` 的值要加引号。",
    },
  },
  "yaml/tab": {
    title: { en: "Indentation is made of spaces", zh: "用空格缩进" },
    why: {
      en: "YAML forbids tabs as indentation; programs read such a file differently or not at all.",
      zh: "YAML 不允许用制表符缩进，各种程序的读法不同，或者根本读不了。",
    },
    fix: { en: "Replace the tabs by spaces.", zh: "把制表符换成空格。" },
  },
  "yaml/duplicate-key": {
    title: { en: "A key stands once in a group", zh: "同一组里键不重复" },
    why: {
      en: "Of two equal keys a reader keeps one and does not say which; a limit or a rate can silently be the wrong one.",
      zh: "两个相同的键只会保留一个，而且不说是哪个；限额或费率可能悄悄取错。",
    },
    fix: { en: "Keep one of the two.", zh: "只保留其中一个。" },
  },
  "yaml/unknown-alias": {
    title: { en: "An alias has its anchor", zh: "别名有对应的锚点" },
    why: {
      en: "`*name` stands for what `&name` marks earlier in the same document; without it there is no value.",
      zh: "`*名称` 代表同一文档里 `&名称` 标记的内容，没有锚点就没有值。",
    },
    fix: { en: "Correct the name, or write the value out.", zh: "改正名称，或直接写出值。" },
  },
  "yaml/too-deep": {
    title: { en: "Nesting is at most 64 levels deep", zh: "嵌套不超过 64 层" },
    why: {
      en: "Deep nesting is a way to exhaust a parser; ledgers stay far below.",
      zh: "过深的嵌套会拖垮解析器，正常账本远达不到。",
    },
    fix: { en: "Flatten the part.", zh: "减少这一部分的嵌套。" },
  },
  "yaml/too-large": {
    title: { en: "A file has at most 4 MB, also with its aliases written out", zh: "文件不超过 4 MB，展开别名后也是" },
    why: {
      en: "Larger files are not checked, and the file says so instead of seeming right.",
      zh: "更大的文件不做检查，并明确说明，而不是看起来没有问题。",
    },
    fix: { en: "Split the file.", zh: "拆分文件。" },
  },
  "yaml/binary": {
    title: { en: "The file is text", zh: "文件是文本" },
    why: { en: "A file with NUL bytes is no YAML; it was passed over.", zh: "含 NUL 字节的不是 YAML 文件，已跳过。" },
    fix: { en: "Rename the file, or restore its text.", zh: "给文件改名，或恢复其文本内容。" },
  },
  "yaml/encoding": {
    title: { en: "The file is UTF-8", zh: "文件是 UTF-8 编码" },
    why: { en: "In another encoding names and amounts would be misread.", zh: "其他编码会读错名称和金额。" },
    fix: { en: "Save the file as UTF-8.", zh: "另存为 UTF-8。" },
  },
  "yaml/unreadable": {
    title: { en: "The file can be read", zh: "文件可以读取" },
    why: {
      en: "The system refuses access; nothing in the file is checked.",
      zh: "系统拒绝访问，文件内容未做任何检查。",
    },
    fix: {
      en: "Grant access, or exclude the file in `counting-house.yaml`.",
      zh: "开放权限，或在 `counting-house.yaml` 里排除它。",
    },
  },
  "yaml/merge-conflict": {
    title: { en: "There is no unresolved merge conflict", zh: "没有未解决的合并冲突" },
    why: {
      en: "Such a file holds two versions at once; it is not checked until one is chosen.",
      zh: "文件同时含有两个版本，选定之前不做检查。",
    },
    fix: { en: "Resolve the conflict and remove the markers.", zh: "解决冲突并删除标记。" },
  },
  "yaml/no-content": {
    title: { en: "A ledger file begins with its kind", zh: "账本文件以 kind 开头" },
    why: {
      en: "The name promises a ledger file, but nothing in it can be read as one.",
      zh: "文件名表明它是账本文件，内容却无法按账本读取。",
    },
    fix: { en: "Begin with `kind:` and `schema: 1`.", zh: "以 `kind:` 和 `schema: 1` 开头。" },
  },
  "yaml/unquoted": {
    title: { en: "Codes, clock times and rates are quoted", zh: "编码、时刻和费率要加引号" },
    why: {
      en: "Other YAML readers turn them into other values: `1002.10` loses its zero, `0102` becomes 66, `23:30` becomes 1410, `NO` becomes false.",
      zh: "别的 YAML 读取器会把它们变成别的值：`1002.10` 丢掉末尾的零，`0102` 变成 66，`23:30` 变成 1410，`NO` 变成 false。",
    },
    fix: { en: "Put the value in double quotes.", zh: "给值加上双引号。" },
  },
  "yaml/unknown-key": {
    title: { en: "Keys are those of the format", zh: "键是格式中定义的" },
    why: {
      en: "A misspelt key is not read: what it was meant to say is silently missing.",
      zh: "写错的键不会被读取，它要表达的内容就悄悄丢了。",
    },
    fix: { en: "Correct the key; keys of your own begin with `x-`.", zh: "改正键名；自定义的键以 `x-` 开头。" },
  },
  "yaml/missing-key": {
    title: { en: "What the format requires is there", zh: "格式要求的内容齐全" },
    why: {
      en: "Without it the item means nothing: an account needs a code, a name and a class, a leg an account and an amount.",
      zh: "缺了它这一项就没有意义：科目要有编码、名称和类别，分录行要有科目和金额。",
    },
    fix: { en: "Add the key.", zh: "补上这个键。" },
  },
  "yaml/wrong-value": {
    title: { en: "Values have the form the format asks for", zh: "值符合格式要求" },
    why: { en: "A value of another form cannot be used and is not guessed.", zh: "形式不对的值无法使用，也不会去猜。" },
    fix: {
      en: "Choose one of the values named, or write it in the form named.",
      zh: "从列出的值中选一个，或按说明的形式书写。",
    },
  },
  "yaml/repeated-item": {
    title: { en: "No list has an item twice", zh: "列表没有重复项" },
    why: {
      en: "A repeated item is a slip, and often hides that another one is missing.",
      zh: "重复项多半是笔误，往往意味着漏写了另一项。",
    },
    fix: { en: "Remove one of the two.", zh: "删去其中一个。" },
  },
  "yaml/ignore-incomplete": {
    title: { en: "An ignore comment has a code and a reason", zh: "忽略注释写明代码和理由" },
    why: {
      en: "Whoever reads the file later must know what was silenced and why.",
      zh: "以后读文件的人要知道忽略了什么、为什么。",
    },
    fix: {
      en: "Write `# counting-house-ignore post/unbalanced: reason`.",
      zh: "写成 `# counting-house-ignore post/unbalanced: 理由`。",
    },
  },
  "yaml/ignore-unused": {
    title: { en: "An ignore comment silences something", zh: "忽略注释确有所指" },
    why: {
      en: "An idle comment would hide the next real finding in that place.",
      zh: "多余的注释会掩盖将来此处真正的问题。",
    },
    fix: { en: "Remove the comment.", zh: "删除注释。" },
  },
};

export function yamlPage(code: string): string {
  const { title, why, fix } = YAML_PAGES[code]!;
  return [
    `# ${code}`,
    "",
    `**${title.zh}**  `,
    `**${title.en}**`,
    "",
    "## 为什么 / Why",
    "",
    why.zh,
    "",
    why.en,
    "",
    "## 怎么改 / Fix",
    "",
    fix.zh,
    "",
    fix.en,
    "",
  ].join("\n");
}
