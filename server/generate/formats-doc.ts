import { writeFileSync } from "node:fs";
import path from "node:path";
import type { Text } from "../src/l10n/text";
import { allSchemas, type Kind, schemaOf } from "../src/schema/registry";
import { SchemaView } from "../src/schema/view";

const COMMON_SCHEMA = allSchemas().get("common.schema.json")!;
/** Keys every item may carry; described once. */
const COMMON = ["valid_from", "valid_to", "note", "terms"];
/** Lists of values longer than this get a table of their own. */
const LONG = 12;

const KINDS: readonly { readonly kind: Kind; readonly file: string; readonly intro: Text; readonly example: string }[] =
  [
    {
      kind: "chart-of-accounts",
      file: "*.coa.yaml",
      intro: {
        en: "The ledger accounts of one accounting entity. A code and its class are enough to begin; `purpose` is what most checks read, never the name.",
        zh: "一个会计主体的科目。有编码和类别即可开始；多数检查读取的是 `purpose`（用途），而不是名称。",
      },
      example: `kind: chart-of-accounts
schema: 1
base_currency: CNY
accounts:
  - code: "1002"
    name: 银行存款
    class: asset
  - code: "2202"
    name: 商户待结算款
    class: liability
  - code: "6021"
    name: 手续费收入
    class: income`,
    },
    {
      kind: "posting-rules",
      file: "*.posting.yaml",
      intro: {
        en: "Which event posts which legs. Every rule is proved to balance for all inputs; scenarios execute chains of events to the cent.",
        zh: "什么事件记什么分录。每条规则都会对所有输入证明借贷平衡；算例逐笔精确执行一串事件。",
      },
      example: `kind: posting-rules
schema: 1
inputs:
  gross:
    type: money
    min: 1.00
rules:
  - id: settlement
    event: settlement
    entries:
      - debit: "2202"
        amount: gross
      - credit: "6021"
        amount: round(gross * 0.006)
      - credit: "1002"
        amount: rest`,
    },
    {
      kind: "payment-channels",
      file: "*.channel.yaml",
      intro: {
        en: "What was agreed with each channel and how it behaves: limits, fees, cut-off, settlement, results, retries, reconciliation; and which channel a product uses.",
        zh: "与各渠道的约定及渠道的行为：限额、费用、日切、结算、结果判定、重试、对账；以及产品走哪个渠道。",
      },
      example: `kind: payment-channels
schema: 1
channels:
  - id: wallet-qr
    name: 钱包动态码收款
    flow: pay_in
    method: qr_payer_scans
    cut_off: "00:00"
    time_zone: Asia/Shanghai`,
    },
    {
      kind: "glossary",
      file: "*.glossary.yaml",
      intro: {
        en: "Terms of the trade. Contextive's glossary files load unchanged; only `name` is required, and stands for a missing `id`. A glossary applies to its folder and below. A team's file overlays the built-in glossary: the same id replaces what it gives, senses with the same label replace, others are added. Names in `narrower` lead to a card without being the term: no check or rename takes them for it. A context with `paths` holds for the files these name; imports hold for the same files as what imports them, and `.contextive/definitions.yml` for its repository. Every text may have its English beside it in a key ending in `_en`.",
        zh: "行业术语。Contextive 的术语表可直接使用；只有 `name` 必填，缺少 `id` 时由它代替。术语表适用于所在文件夹及其下级。团队的术语表叠加在内置术语表之上：相同 id 的术语，写了什么就替换什么；标签相同的义项被替换，其余追加。`narrower` 里的词会指向卡片，但不等于术语本身：检查和改名都不把它们当作该术语。写了 `paths` 的语境只对匹配的文件有效；被引入的术语表与引入它的术语表适用于同样的文件；`.contextive/definitions.yml` 适用于整个仓库。每段文字都可用以 `_en` 结尾的键并列英文。",
      },
      example: `kind: glossary
schema: 1
contexts:
  - name: 对账与差错
    terms:
      - id: surplus
        name: 长款
        en: surplus; cash over
        definition: 实有多于应有：钱已在手，账上却没有对应的应收。`,
    },
    {
      kind: "counting-house",
      file: "counting-house.yaml",
      intro: {
        en: "Settings of a ledger workspace. The editor and the command line read the same file.",
        zh: "账簿工作区的设置，编辑器与命令行读取同一个文件。",
      },
      example: `checks:
  post/unbalanced: error
  coa/unused-account: "off"
  reg: info
regulation:
  profile: cn
  as_of: "2026-11-20"
calendar:
  country: CN`,
    },
  ];

const TOPICS: readonly (Text & { readonly title: string })[] = [
  {
    title: "Workspace 工作区",
    en: "A file is ours when its name ends as in the table above (or the same with `.yml`), or when it begins with one of the four `kind`s and `schema: 1`. A ledger workspace is a folder with `counting-house.yaml`; without one it is the workspace folder. Paths such as `chart: ./x.coa.yaml` join files explicitly; left out, all files of the ledger workspace belong together, with one chart per entity. One file may hold several documents separated by `---`.",
    zh: "文件名以上表所列后缀结尾（`.yml` 亦可），或以四种 `kind` 之一和 `schema: 1` 开头的，即为本工具的文件。含有 `counting-house.yaml` 的文件夹是一个账簿工作区；没有该文件时，工作区文件夹就是账簿工作区。`chart: ./x.coa.yaml` 这样的路径明确关联文件；不写则同一账簿工作区的文件都互相关联，每个主体一张科目表。一个文件可用 `---` 分隔多个文档。",
  },
  {
    title: "Small start 从小开始",
    en: "Little is required: `kind` and `schema`; an account's `code`, `name` and `class`; a rule's `id`, `event` and `entries`; a channel's `id`, `name`, `flow` and `method`. Everything else has a default, or is asked for by a check once the file has begun to declare that part: a `refund:` block switches the refund checks on. In the tables, **required** keys must be there and *expected* ones are those that checks ask for.",
    zh: "必填的很少：`kind` 与 `schema`；科目的 `code`、`name`、`class`；规则的 `id`、`event`、`entries`；渠道的 `id`、`name`、`flow`、`method`。其余都有默认值，或在文件开始声明某一部分之后才由检查提出：写了 `refund:`，退款检查才启用。表中标 **必填** 的键必须有，标 *应填* 的由检查提示。",
  },
  {
    title: "Values 取值",
    en: 'Codes and ids are strings: what another YAML reader might take for something else (`1002.10`, `0102`, `23:30`, `1e3`, `NO`) is reported with a quoting fix. Money is decimal, in major units, with at most the decimals of its currency, and computed exactly from the source text. Fee rates carry their unit (`"0.6%"`, `"6‰"`, `"60bp"`); exchange rates and literals in expressions are plain decimals. Clock times are `"23:30"`, statement times `"T+1 10:00"`, cycles `T+1` (working days) or `D+0` (calendar days), dates ISO 8601. Keys that begin with `x-` are yours.',
    zh: '编码和标识都是字符串：可能被其他 YAML 读取器读成别的值的写法（`1002.10`、`0102`、`23:30`、`1e3`、`NO`）会提示加引号。金额是以元等主单位计的十进制数，小数位不超过币种的最小货币单位，按原文精确计算。费率必须带单位（`"0.6%"`、`"6‰"`、`"60bp"`）；汇率和表达式中的数字是普通小数。时刻写 `"23:30"`，带日期偏移的写 `"T+1 10:00"`，周期写 `T+1`（工作日）或 `D+0`（自然日），日期按 ISO 8601。以 `x-` 开头的键由用户自定。',
  },
  {
    title: "Deferred legs 延后入账的分录",
    en: "A leg belongs to its rule and says when it is posted (`timing`) and how it is summed (`aggregate_by`); a rule therefore always shows its whole entry. The legs posted on one accounting day balance by themselves: those `on_reconciliation` among each other, all others among each other. Legs on `memo` accounts are single entry, outside the balance and the trial balance.",
    zh: "分录始终属于它的规则，自己说明何时入账（`timing`）、如何汇总（`aggregate_by`），所以每条规则都能看到完整的分录。同一会计日入账的分录各自平衡：`on_reconciliation` 的互相平衡，其余的互相平衡。`memo`（表外）科目单式记账，不计入借贷平衡与试算平衡。",
  },
  {
    title: "Amounts 金额",
    en: "`inputs` are typed and may have ranges, which is what proofs stand on; `amounts` are named expressions; a leg's `amount` is an expression or `rest`. Expressions know `+ - * /`, `min`, `max`, comparison, `&&`, `||`, `!`, `cond ? a : b` and `round(x, mode?, unit?)`. `product.fee.rate` reads the product's terms, `product.fee(x)` evaluates them whole; in a rule with `original`, `original.x` is an input or amount of the original transaction and `prior.x` the sum of `x` over its earlier refunds that still stand. A leg of zero is not posted; a negative leg is an error unless `red`. Quote what YAML would read otherwise (`a ? b : c`, a leading `!`).",
    zh: "`inputs` 有类型、可有取值范围，平衡证明以此为依据；`amounts` 是命名的表达式；分录的 `amount` 是表达式或 `rest`。表达式支持 `+ - * /`、`min`、`max`、比较、`&&`、`||`、`!`、`条件 ? a : b` 与 `round(x, 方式?, 单位?)`。`product.fee.rate` 读取产品约定，`product.fee(x)` 按全部约定计算；在有 `original` 的规则里，`original.x` 是原交易的输入项或金额，`prior.x` 是此前仍有效的各次退款中 `x` 的合计。金额为零的分录不入账；负数分录除非标 `red`，否则是错误。YAML 会另作解释的写法（`a ? b : c`、开头的 `!`）要加引号。",
  },
  {
    title: "Guards 适用条件",
    en: "`when` is a map; a missing key means any value, and the most specific rule wins. Two rules of which neither is more specific and that can both apply are an error. What must hold when a rule is applied (a cap, a threshold) stands in `requires`.",
    zh: "`when` 是键值对；没写的键表示任意取值，条件最具体的规则优先。两条规则都可能适用而无一更具体，则为错误。套用规则时必须满足的条件（上限、门槛）写在 `requires`。",
  },
  {
    title: "Scenarios 算例",
    en: '`opening` balances, `given` inputs (for all steps, and per step), `steps`, `expect`. Waiting legs are posted by steps of their own: `day_cut`, `buffer_run`, `reconciliation`. A guard reads the step\'s `when`, else the input of its name; a repeated idempotency key posts nothing. A balance is `{ debit: x }` or `{ credit: x }`, with `currency` and dimensions where they matter, a list of such, or 0; an account of another entity is `"entity:code"`. Conditions compare amounts and may use `balance("300101")` (debit minus credit) and `turnover("220201", credit)`.',
    zh: '由期初余额 `opening`、输入 `given`（全体共用或逐步给出）、步骤 `steps`、预期 `expect` 组成。等待中的分录由专门的步骤入账：`day_cut`、`buffer_run`、`reconciliation`。适用条件先读步骤的 `when`，没有再读同名输入项；重复的幂等键不再入账。余额写 `{ debit: x }` 或 `{ credit: x }`，需要时带 `currency` 与辅助核算项，也可以是列表或 0；其他主体的科目写 `"主体:编码"`。条件是金额的比较，可用 `balance("300101")`（借方减贷方）和 `turnover("220201", credit)`。',
  },
  {
    title: "Perspective 视角",
    en: "Surplus (长款) and shortage (短款) are never written in a configuration: the words flip with the direction of the money and with whose side one takes. A difference is `channel_only` or `own_only` with a `flow`; the tool says which word that is, and for whom.",
    zh: "配置中不写“长款”“短款”：这两个词随资金方向和立场而反转。差异写成 `channel_only` 或 `own_only` 加 `flow`，由工具说明这叫什么、是对谁而言。",
  },
];

const SHAPE_WORDS: Readonly<Record<string, Text>> = {
  boolean: { en: "true or false", zh: "true 或 false" },
  integer: { en: "whole number", zh: "整数" },
  number: { en: "number", zh: "数字" },
  string: { en: "text", zh: "文本" },
};

/** What kinds of scalars are called: the titles of the shared definitions. */
const TYPE_WORDS = new Map<string, Text>();
for (const name of Object.keys(COMMON_SCHEMA.$defs ?? {})) {
  const { title, schema } = commonView(name);
  const type = schema["x-type"];
  if (title && type && type !== "integer" && !TYPE_WORDS.has(type))
    TYPE_WORDS.set(type, { en: title.en.toLowerCase(), zh: title.zh });
}

/** `docs/formats.md`: every key of every file kind, read from `schemas/`, in English and Chinese. */
export function formatsDocument(): string {
  return `${[...introduction(), ...KINDS.flatMap((entry) => new KindSection(entry.kind).lines(entry))].join("\n")}\n`;
}

function introduction(): string[] {
  const files = KINDS.map(({ kind, file }) => {
    const title = SchemaView.of(schemaOf(kind), schemaOf(kind).$id ?? "").title!;
    return `| [${title.en} ${title.zh}](#${anchor(title)}) | \`${kind === "counting-house" ? "" : kind}\` | \`${file}\` |`.replace(
      "``",
      "–",
    );
  });
  const common = COMMON.map((key) => row(key, commonView(key), "", new Map()));
  return [
    "# File formats 文件格式",
    "",
    "<!-- Generated from schemas/ by server/generate/formats-doc.ts. Do not edit. -->",
    "",
    "| file 文件 | `kind` | name 文件名 |",
    "| --- | --- | --- |",
    ...files,
    "",
    ...TOPICS.flatMap(({ title, en, zh }) => [`## ${title}`, "", en, "", zh, ""]),
    "## Keys of every item 各项通用的键",
    "",
    "Every list item may carry `note` and, outside the glossary, `terms`; ledger accounts, rules, products, channels and routes also `valid_from` and `valid_to`. They are left out of the tables below.",
    "",
    "每个列表项都可写 `note`，术语表之外还可写 `terms`；科目、规则、产品、渠道和路由还可写 `valid_from` 与 `valid_to`。下文各表不再重复。",
    "",
    ...TABLE,
    ...common,
    "",
  ];
}

const TABLE = ["| key 键 | type 类型 | meaning 含义 | values 取值 | example 例 |", "| --- | --- | --- | --- | --- |"];

/** Long lists of values by their content. */
type LongLists = Map<string, { readonly heading: string; readonly view: SchemaView }>;

interface Pending {
  readonly path: string;
  readonly title: Text | undefined;
  readonly view: SchemaView;
}

/** The part of one file kind: a table per mapping, and one per long list of values. */
class KindSection {
  private readonly title: Text;
  private queue: Pending[] = [];
  private readonly headings = new Map<unknown, string>();
  private readonly longLists: LongLists = new Map();

  constructor(kind: Kind) {
    const root = SchemaView.of(schemaOf(kind), schemaOf(kind).$id ?? "");
    this.title = root.title!;
    this.queue.push({ path: "", title: undefined, view: root });
  }

  lines({ intro, example }: (typeof KINDS)[number]): string[] {
    const lines = [
      `## ${this.title.en} ${this.title.zh}`,
      "",
      intro.en,
      "",
      intro.zh,
      "",
      "```yaml",
      example,
      "```",
      "",
    ];
    for (let next = this.queue.shift(); next; next = this.queue.shift()) {
      const later = this.queue;
      this.queue = [];
      lines.push(...this.table(next));
      this.queue.push(...later);
    }
    for (const { heading, view } of this.longLists.values()) {
      lines.push(`### ${heading}`, "", "| value 值 | English | 中文 |", "| --- | --- | --- |");
      for (const [value, label] of view.values()!.values)
        lines.push(`| \`${value}\` | ${label?.en ?? ""} | ${label?.zh ?? ""} |`);
      lines.push("");
    }
    return lines;
  }

  private table({ path: where, title, view }: Pending): string[] {
    const keys = [...view.properties()].filter(
      ([key, child]) => !(COMMON.includes(key) && child.title?.en === commonView(key).title?.en),
    );
    const rows = keys.map(([key, child]) => {
      const need = view.required.includes(key)
        ? "**required 必填**"
        : expected(view).includes(key)
          ? "*expected 应填*"
          : "";
      this.visit(where === "" ? key : `${where}.${key}`, child, child.title);
      return row(key, child, need, this.longLists);
    });
    if (view.hasFreeKeys && view.schema.properties) rows.push("| … | | any other name 其他名称 | | |");
    return [...(where === "" ? [] : [`### \`${where}\` ${label(title)}`, ""]), ...TABLE, ...rows, ""];
  }

  /** Notes the mappings and long lists of values below a key; each is described where it is met first. */
  private visit(where: string, view: SchemaView, title: Text | undefined): void {
    const labels = view.annotation("x-enum") ?? view.items()?.annotation("x-enum");
    if (labels && Object.keys(labels).length > LONG && !this.longLists.has(JSON.stringify(labels))) {
      const values = view.values() ? view : view.items()!;
      this.longLists.set(JSON.stringify(labels), {
        heading: `${this.title.en}: values of \`${where.replaceAll("[]", "")}\` ${label(title)}`,
        view: values,
      });
    }
    for (const branch of view.schema.properties ? [] : view.unionBranches) this.visit(where, branch, title);
    if (view.items()) this.visit(`${where}[]`, view.items()!, title);
    if (typeof view.schema.additionalProperties === "object" && !view.schema.properties)
      this.visit(`${where}.*`, view.property("any key")!, title);
    const identity = view.schema.properties;
    if (!identity || this.headings.has(identity)) return;
    const variant = view.schema.properties?.type?.const;
    this.headings.set(identity, where);
    this.queue.push({ path: variant === undefined ? where : `${where} (type: ${variant})`, title, view });
  }
}

function row(key: string, view: SchemaView, need: string, longLists: LongLists): string {
  const { title, description } = view;
  const meaning = `**${title?.en}.** ${description?.en}<br>**${title?.zh}**：${description?.zh}`;
  const example = view.schema.examples?.[0];
  const cells = [
    `\`${key}\`${need === "" ? "" : `<br>${need}`}`,
    typeWords(view),
    meaning,
    values(view, longLists),
    example === undefined ? "" : `\`${flow(example)}\``,
  ];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

function typeWords(view: SchemaView): string {
  const words = typeOf(view);
  const number = view.annotation("x-scalar-or-list")
    ? { en: "one or a list of: ", zh: "单个或列表：" }
    : { en: "", zh: "" };
  return `${number.en}${words.en}<br>${number.zh}${words.zh}`;
}

function typeOf(view: SchemaView): Text {
  const items = view.items();
  if (items && !view.annotation("x-scalar-or-list") && view.unionBranches.length === 0) {
    const of = typeOf(items);
    return { en: `list: ${of.en}`, zh: `列表：${of.zh}` };
  }
  const types = view.types;
  if (types.has("object")) {
    if (types.size > 1) return { en: "block, list or value", zh: "结构、列表或值" };
    return view.hasFreeKeys ? { en: "map: name → value", zh: "映射：名称 → 值" } : { en: "block", zh: "结构" };
  }
  if (view.values()?.closed) return { en: "one of", zh: "限定取值" };
  const meaning = TYPE_WORDS.get(view.annotation("x-type") ?? "");
  return meaning ?? SHAPE_WORDS[[...types].find((type) => type !== "array") ?? "string"] ?? SHAPE_WORDS.string!;
}

function values(view: SchemaView, longLists: LongLists): string {
  const holder = view.values() ? view : view.items();
  const known = holder?.values();
  if (!holder || !known) return "";
  const heading = longLists.get(JSON.stringify(holder.annotation("x-enum")))?.heading;
  if (heading) return `see 见 [${known.values.size} values](#${slug(heading)})`;
  const fallback = view.schema.default;
  return [...known.values]
    .map(
      ([value, text]) =>
        `\`${value}\`${value === fallback ? " (default 默认)" : ""}${text ? ` ${text.en} ${text.zh}` : ""}`,
    )
    .join("<br>");
}

function expected(view: SchemaView): readonly string[] {
  const { "x-expected": keys } = view.schema as { readonly "x-expected"?: readonly string[] };
  return keys ?? [];
}

function commonView(name: string): SchemaView {
  return SchemaView.of(COMMON_SCHEMA.$defs![name]!, COMMON_SCHEMA.$id ?? "");
}

/** A value as YAML flow style. */
function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const pairs = Object.entries(value).map(([key, child]) => `${flow(key)}: ${flow(child)}`);
    return pairs.length === 0 ? "{}" : `{ ${pairs.join(", ")} }`;
  }
  if (typeof value !== "string") return String(value);
  const plain =
    /^[\p{L}_$./][\p{L}\p{N}_$./ ()=+*（）·、：。，-]*$/u.test(value) &&
    !/^(?:true|false|null|yes|no|on|off)$/i.test(value);
  return plain ? value : JSON.stringify(value);
}

function label(title: Text | undefined): string {
  return title ? `${title.en} ${title.zh}` : "";
}

function anchor(title: Text): string {
  return slug(label(title));
}

/** The anchor GitHub gives to a heading. */
function slug(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replace(/\s/g, "-");
}

if (process.argv[1] && path.resolve(process.argv[1]) === __filename) {
  writeFileSync(path.join(__dirname, "../../docs/formats.md"), formatsDocument());
}
