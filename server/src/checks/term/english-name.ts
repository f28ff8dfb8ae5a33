import { builtInGlossary } from "../../glossary/built-in";
import type { Term } from "../../glossary/card";
import { PerItem } from "../../index/per-item";
import type { MapNode, Node, ScalarNode } from "../../yaml/nodes";
import { check } from "../check";
import { page } from "../pages";
import { type WordedDocument, wordedDocuments } from "../wording";

const englishName = check({
  code: "term/english-name",
  severity: "hint",
  tier: "P2",
  on: "ledger",
  title: { en: "Own fields use the trade's English names", zh: "自定义字段用行业通用英文名" },
  *run(ledger) {
    for (const document of wordedDocuments(ledger)) {
      for (const { key, map } of keysOf(document)) {
        const found = misnamed(key.value.slice(2));
        if (!found) continue;
        const { term, why } = found;
        const better = styled(key.value, term.identifier!);
        yield {
          at: key,
          message: {
            en: `${key.value} is ${why === "pinyin" ? "pinyin" : "a misleading name"} for ${term.name.zh}; its usual English name is ${term.identifier}.`,
            zh: `${key.value} 是“${term.name.zh}”的${why === "pinyin" ? "拼音" : "误导性译名"}，通用英文名是 ${term.identifier}。`,
          },
          fixes: () =>
            map.pairs.some((pair) => pair.key.value === better)
              ? []
              : [
                  {
                    title: { en: `Rename it to ${better}`, zh: `改名为 ${better}` },
                    edits: [{ at: key, newText: better }],
                  },
                ],
        };
      }
    }
  },
});
export default englishName;

interface OwnKey {
  readonly key: ScalarNode;
  readonly map: MapNode;
}

const inParts = new PerItem<OwnKey>(ownKeys);

/** Every `x-…` key of a document. */
function* keysOf(document: WordedDocument): Iterable<OwnKey> {
  const { root } = document.source;
  for (const { key } of root?.kind === "map" ? root.pairs : [])
    if (root?.kind === "map" && isOwn(key)) yield { key, map: root };
  yield* inParts.of(document);
}

function isOwn(key: ScalarNode): boolean {
  return key.value.startsWith("x-") && key.style === "plain";
}

function* ownKeys(node: Node | undefined): Iterable<OwnKey> {
  if (node?.kind === "seq") for (const item of node.items) yield* ownKeys(item);
  if (node?.kind !== "map") return;
  for (const { key, value } of node.pairs) {
    if (isOwn(key)) yield { key, map: node };
    yield* ownKeys(value);
  }
}

interface Names {
  readonly pinyin: ReadonlyMap<string, Term>;
  readonly initials: ReadonlyMap<string, Term | undefined>;
  readonly avoided: ReadonlyMap<string, Term>;
  readonly good: ReadonlySet<string>;
}

let names: Names | undefined;

function misnamed(name: string): { readonly term: Term; readonly why: "pinyin" | "avoid" } | undefined {
  names ??= readNames([...builtInGlossary().terms.values()]);
  const bare = fold(name);
  if (names.good.has(bare)) return undefined;
  const avoided = names.avoided.get(bare);
  if (avoided) return { term: avoided, why: names.pinyin.has(bare) ? "pinyin" : "avoid" };
  const term = names.pinyin.get(bare) ?? (isInitials(bare) ? names.initials.get(bare) : undefined);
  return term && { term, why: "pinyin" };
}

function readNames(terms: readonly Term[]): Names {
  const pinyin = new Map<string, Term>();
  const initials = new Map<string, Term | undefined>();
  const avoided = new Map<string, Term>();
  const good = new Set<string>();
  for (const term of terms) {
    good.add(fold(term.id));
    if (!term.identifier) continue;
    good.add(fold(term.identifier));
    for (const { identifier } of term.avoid) if (identifier) avoided.set(fold(identifier), term);
    for (const reading of term.pinyin?.split(";") ?? []) {
      const syllables = reading.trim().split(/\s+/);
      const whole = fold(syllables.join(""));
      if (syllables.length >= 2 && whole.length >= 6 && !pinyin.has(whole)) pinyin.set(whole, term);
      // Initials that stand for several terms say nothing.
      const short = syllables.map((syllable) => syllable.slice(0, 1)).join("");
      if (short.length >= 3) initials.set(short, initials.has(short) ? undefined : term);
    }
  }
  return { pinyin, initials, avoided, good };
}

/** Letters that are no English word or technical abbreviation. */
function isInitials(name: string): boolean {
  return /^[b-df-hj-np-tv-z]{3,6}$/.test(name) && !TECHNICAL.has(name);
}

const TECHNICAL: ReadonlySet<string> = new Set(
  "sms pdf csv xml crm psp pos tls ssl kyc mcc bgp gps rpc ftp sftp http html css sql ddl pms tms bps fx gmt cst sdk www jwt sys cdk src prd dst msg cfg".split(
    " ",
  ),
);

function fold(name: string): string {
  return name.toLowerCase().replace(/[-_.\s]/g, "");
}

/** In the writer's style: `x-ledger_date` beside snake_case names, `x-ledger-date` otherwise. */
function styled(key: string, identifier: string): string {
  return `x-${key.includes("_") ? identifier : identifier.replaceAll("_", "-")}`;
}

DOCS: page(englishName, {
  why: {
    en: "Fields named by pinyin initials are understood by those who were in the room. The next team, the bank and the auditor need the names everybody uses.",
    zh: "拼音首字母命名的字段，只有当时在场的人看得懂。换一个团队、对接一家银行、来一次审计，都得从头猜。",
  },
  fix: {
    en: "Rename the key to the identifier the glossary gives for the term.",
    zh: "改成术语表给出的英文标识。",
  },
  silent: {
    en: "Keys that are a term's id or identifier; initials that fit several terms or are a common abbreviation.",
    zh: "已经是术语标识的不报；首字母对应多个术语、或本身是常见缩写的不报。",
  },
  bad: `
    kind: payment-channels
    schema: 1
    channels:
      - id: wallet-qr
        name: 山雀钱包（虚构）
        flow: pay_in
        method: qr_payer_scans
        x-qingsuan: 网联
      # ^^^^^^^^^^ term/english-name: x-qingsuan is pinyin for 清算; its usual English name is clearing.
        x-changkuan: 人工处理
      # ^^^^^^^^^^^ term/english-name: x-changkuan is pinyin for 长款; its usual English name is surplus_difference.
  `,
  good: `
    kind: payment-channels
    schema: 1
    channels:
      - id: wallet-qr
        name: 山雀钱包（虚构）
        flow: pay_in
        method: qr_payer_scans
        x-clearing: 网联
        x-surplus-difference: 人工处理
  `,
  sources: ["2017-08-11 13:32", "2017-06-08 12:01"],
});
