import type { Fix } from "../../finding";
import type { RulesDocument } from "../../index/documents";
import type { Ledger } from "../../index/ledger";
import { type Dated, overlap, rangeOf } from "../../index/validity";
import type { Text } from "../../l10n/text";
import { addDays, type IsoDate } from "../../ledger/calendar";
import type { Field, Item } from "../../model/fields";
import { lastName } from "../../uri";
import { check } from "../check";
import { insertKey, replaceScalar } from "../edits";
import { page } from "../pages";
import { freeName } from "./shared/skeleton";

interface Named extends Item, Dated {
  readonly id?: Field<string>;
}

const duplicateId = check({
  code: "post/duplicate-id",
  severity: "error",
  tier: "P0",
  on: "ledger",
  title: { en: "Rules, products and scenarios have ids of their own", zh: "规则、产品、算例的标识各不相同" },
  *run(ledger) {
    yield* duplicates(ledger, (document) => document.model.rules, { en: "rule", zh: "规则" });
    yield* duplicates(ledger, (document) => document.model.products, { en: "product", zh: "产品" });
    yield* duplicates(ledger, (document) => document.model.scenarios, { en: "scenario", zh: "算例" });
    for (const { item: scenario, document } of ledger.scenarios())
      yield* duplicatesIn(
        scenario.steps.map((item) => ({ item, entity: "", uri: document.uri })),
        STEP,
      );
    for (const document of ledger.rulesDocuments) {
      yield* hiddenInputs(document.model);
      for (const rule of document.model.rules) yield* hiddenInputs(rule);
    }
  },
});
export default duplicateId;

const STEP: Text = { en: "step", zh: "步骤" };

interface Placed {
  readonly item: Named;
  readonly entity: string;
  readonly uri: string;
}

function duplicates(ledger: Ledger, items: (document: RulesDocument) => readonly Named[], kind: Text) {
  const placed = ledger.rulesDocuments.flatMap((document) =>
    items(document).map((item) => ({
      item,
      entity: ledger.chartOf(document)?.entity ?? "",
      uri: document.uri,
    })),
  );
  return duplicatesIn(placed, kind);
}

/** Reports each item whose id an earlier one has, unless the two are versions that follow each other. */
function* duplicatesIn(all: readonly Placed[], kind: Text) {
  const earlier = new Map<string, Placed[]>();
  const taken = new Set(all.flatMap(({ item }) => item.id?.value ?? []));
  for (const placed of all) {
    const { id } = placed.item;
    if (!id) continue;
    const key = `${placed.entity}\n${id.value}`;
    const others = earlier.get(key) ?? [];
    const first = others.find(({ item }) => overlap(rangeOf(item), rangeOf(placed.item)));
    earlier.set(key, [...others, placed]);
    if (!first?.item.id) continue;
    const elsewhere = first.uri === placed.uri ? undefined : lastName(first.uri);
    yield {
      at: id.node,
      message: {
        en: `There is already a ${kind.en} ${id.value}${elsewhere ? ` in ${elsewhere}` : ""}; two that share an id cannot be told apart.`,
        zh: `${elsewhere ? ` ${elsewhere} 里` : ""}已有${kind.zh} ${id.value}，标识相同就无法区分。`.trimStart(),
      },
      related: [{ at: first.item.id.node, message: { en: `The other ${kind.en}`, zh: `另一个${kind.zh}` } }],
      fixes: () => [...renamed(id, freeName(id.value, taken)), ...ended(first.item, placed.item)],
    };
  }
}

function renamed(id: Field<string>, name: string): readonly Fix[] {
  return [{ title: { en: `Rename to ${name}`, zh: `改名为 ${name}` }, edits: [replaceScalar(id.node, name)] }];
}

/** Ends the older version on the day before the newer one begins. */
function ended(older: Named, newer: Named): readonly Fix[] {
  const begin = rangeOf(newer).from;
  const before = rangeOf(older);
  if (begin === undefined || older.valid_to || (before.from !== undefined && before.from >= begin)) return [];
  const last: IsoDate = addDays(begin, -1);
  return [
    {
      title: { en: `End the older version on ${last}`, zh: `让旧版本到 ${last} 为止` },
      edits: [insertKey(older.node, "valid_to", JSON.stringify(last), older.valid_from ? "valid_from" : undefined)],
    },
  ];
}

/** A named amount wins over an input of the same scope, so the input can never be reached. */
function* hiddenInputs({ inputs, amounts }: Pick<RulesDocument["model"], "inputs" | "amounts">) {
  for (const [name, amount] of amounts.entries) {
    const input = inputs.entries.get(name);
    if (!input) continue;
    yield {
      at: amount.key,
      message: {
        en: `${name} is an input and a named amount; the amount hides the input. Give one of them another name.`,
        zh: `${name} 既是输入项又是命名金额，输入项会被遮住。请给其中一个换个名称。`,
      },
      related: [{ at: input.key, message: { en: "The input", zh: "输入项" } }],
    };
  }
}

DOCS: page(duplicateId, {
  why: {
    en: "References, scenarios and reviews go by id. Two rules under one id book the same case twice, or the wrong one of the two is read and approved.",
    zh: "引用、算例和复核都靠标识。两条规则共用一个标识，要么同一笔业务记两遍，要么看错、批错了其中一条。",
  },
  fix: {
    en: "Rename one of them; when they are versions of one rule, end the older one with `valid_to`.",
    zh: "给其中一个改名；如果是同一规则的新旧版本，用 `valid_to` 结束旧版本。",
  },
  silent: {
    en: "Versions of a rule or product whose validity does not overlap may share an id. Each accounting entity has ids of its own.",
    zh: "有效期不重叠的新旧版本可以共用标识；不同会计主体的标识互不影响。",
  },
  bad: `
    kind: posting-rules
    schema: 1
    inputs:
      gross:
        type: money
    rules:
      - id: pay.ok
        event: payment
        entries: [{debit: "300101", amount: gross}, {credit: "220201", amount: gross}]
      - id: pay.ok
        #   ^^^^^^ post/duplicate-id: There is already a rule pay.ok; two that share an id cannot be told apart.
        event: payment
        status: failed
        valid_from: "2026-06-01"
        entries: [{debit: "300101", amount: gross}, {credit: "220201", amount: gross}]
  `,
  good: `
    kind: posting-rules
    schema: 1
    inputs:
      gross:
        type: money
        min: 0.01
    rules:
      - id: pay.ok
        event: payment
        valid_to: "2026-05-31"
        entries: [{debit: "300101", amount: gross}, {credit: "220201", amount: gross}]
      - id: pay.ok
        event: payment
        valid_from: "2026-06-01"
        entries: [{debit: "300101", amount: gross}, {credit: "220201", amount: gross}]
  `,
  sources: ["2017-06-26 20:17", "2017-06-26 20:19"],
});
