import { builtInGlossary } from "../../glossary/built-in";
import { foldName } from "../../glossary/fold";
import type { Ledger } from "../../index/ledger";
import type { Field } from "../../model/fields";
import type { Term } from "../../model/types.generated";
import { check } from "../check";
import { removeItem } from "../edits";
import { page } from "../pages";

const duplicateAlias = check({
  code: "term/duplicate-alias",
  severity: "warning",
  tier: "P0",
  on: "ledger",
  title: { en: "A name belongs to one term", zh: "一个名称只属于一个术语" },
  *run(ledger) {
    const owners = namesOfTerms(ledger);
    for (const { model } of ledger.glossaries)
      for (const term of model.contexts.flatMap((context) => context.terms))
        for (const alias of term.aliases) {
          const other = (owners.get(foldName(alias.value)) ?? builtInOwners(alias.value)).find(
            (owner) => owner.id !== idOf(term),
          );
          if (!other) continue;
          yield {
            at: alias.node,
            message: {
              en: `${alias.value} is already a name of the term ${other.name}; readers of one would get the other's card. Keep it in one of the two, or list it under narrower.`,
              zh: `“${alias.value}”已经是术语“${other.name}”的名称，读者会看到两张卡片。请只留在一处，或改列为下位词（narrower）。`,
            },
            ...(other.field
              ? { related: [{ at: other.field.node, message: { en: "The other term", zh: "另一个术语" } }] }
              : {}),
            fixes: () => [
              {
                title: { en: `Remove the alias ${alias.value}`, zh: `删除别名“${alias.value}”` },
                edits: removeItem(term.node, "aliases", alias.node),
              },
            ],
          };
        }
  },
});
export default duplicateAlias;

interface Owner {
  readonly id: string;
  readonly name: string;
  readonly field?: Field<string>;
}

function idOf(term: Term): string {
  return term.id?.value ?? term.name?.value ?? "";
}

/** The team's terms by their folded names and aliases. */
function namesOfTerms({ glossaries }: Ledger): ReadonlyMap<string, readonly Owner[]> {
  const owners = new Map<string, Owner[]>();
  for (const { model } of glossaries)
    for (const term of model.contexts.flatMap((context) => context.terms))
      for (const field of [term.name, ...term.aliases]) {
        if (!field) continue;
        const owner = { id: idOf(term), name: term.name?.value ?? idOf(term), field };
        const key = foldName(field.value);
        const known = owners.get(key);
        if (!known) owners.set(key, [...builtInOwners(field.value), owner]);
        else known.push(owner);
      }
  return owners;
}

let builtIn: ReadonlyMap<string, readonly Owner[]> | undefined;

/** The built-in terms whose own name this is. */
function builtInOwners(name: string): readonly Owner[] {
  if (!builtIn) {
    const owners = new Map<string, Owner[]>();
    for (const term of builtInGlossary().terms.values())
      owners.set(foldName(term.name.zh), [
        ...(owners.get(foldName(term.name.zh)) ?? []),
        { id: term.id, name: term.name.zh },
      ]);
    builtIn = owners;
  }
  return builtIn.get(foldName(name)) ?? [];
}

DOCS: page(duplicateAlias, {
  why: {
    en: "The trade's oldest trouble is one word for two things. When two cards claim the same name, hovers show both and nobody knows which the team means.",
    zh: "这一行最常见的麻烦，就是一个词指两件事。两张卡片都认领同一个名称，悬停时两张都出来，谁也不知道本团队指的是哪一个。",
  },
  fix: {
    en: "Leave the name to one of the terms; for one word with two meanings use `senses`, for a part or kind of the term `narrower`.",
    zh: "名称只留给其中一个术语；一词多义用 `senses`，下位或相近的词用 `narrower`。",
  },
  silent: {
    en: "A card that completes the very term of the built-in glossary by its id; aliases of built-in terms, which a team may use in its own way; narrower names.",
    zh: "用同一个 id 补充内置术语的卡片不报；内置术语的别名团队可另作他用，不报；下位词不报。",
  },
  bad: `
    kind: glossary
    schema: 1
    contexts:
      - name: 清结算组
        terms:
          - id: night-batch
            name: 夜批
            aliases: [夜间批量]
    #                 ^^^^ term/duplicate-alias: 夜间批量 is already a name of the term 夜跑; readers of one would get the other's card. Keep it in one of the two, or list it under narrower.
          - id: night-run
            name: 夜跑
            aliases: [夜间批量, 长款]
    #                 ^^^^ term/duplicate-alias: 夜间批量 is already a name of the term 夜批; readers of one would get the other's card. Keep it in one of the two, or list it under narrower.
    #                       ^^ term/duplicate-alias: 长款 is already a name of the term 长款; readers of one would get the other's card. Keep it in one of the two, or list it under narrower.
  `,
  good: `
    kind: glossary
    schema: 1
    contexts:
      - name: 清结算组
        terms:
          - id: night-batch
            name: 夜批
            aliases: [夜间批量]
          - id: surplus
            name: 长款
            aliases: [多款]
            narrower: [夜间长款]
  `,
  sources: [],
});
