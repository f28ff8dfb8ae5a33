import type { Text } from "../l10n/text";
import type { Context, Glossary, Sense, Source, Term, TermField } from "./card";

/**
 * Lays a team's glossary over a base: a term of the same id replaces the fields it gives, its senses replace those of the same label and
 * add the others; new terms and contexts follow the base's. A term without an id of its own (Contextive) is laid over the one base term
 * of the same name.
 */
export function overlay(base: Glossary, team: Glossary): Glossary {
  const terms = new Map(base.terms);
  const renamed = new Map<string, string>();
  const byName = uniqueNames(base);
  for (const term of team.terms.values()) {
    const id = term.hasOwnId || base.terms.has(term.id) ? term.id : (byName.get(term.name.zh) ?? term.id);
    const old = terms.get(id);
    terms.set(id, old === undefined ? term : overlayTerm(old, term));
    if (id !== term.id) renamed.set(term.id, id);
  }
  const contexts = team.contexts.map((context) => ({
    ...context,
    terms: context.terms.map((id) => renamed.get(id) ?? id),
  }));
  return {
    source: base.source,
    imports: base.imports,
    contexts: joinContexts(base.contexts, contexts, (id) => base.terms.has(id)),
    terms,
  };
}

function overlayTerm(old: Term, term: Term): Term {
  const replaced = new Map<TermField, Source>(old.replaced);
  const given = new Set(old.given);
  for (const field of term.given) {
    replaced.set(field, term.source);
    given.add(field);
  }
  const pick = <F extends TermField>(field: F): Term[F] => (term.given.has(field) ? term[field] : old[field]);
  return {
    id: old.id,
    hasOwnId: old.hasOwnId,
    source: old.source,
    // A name without English beside it does not mean to drop the English title.
    name: joinNames(old, term),
    aliases: pick("aliases"),
    narrower: pick("narrower"),
    pinyin: pick("pinyin"),
    category: pick("category"),
    senses: joinSenses(old.senses, term.senses),
    examples: pick("examples"),
    warnings: pick("warnings"),
    entries: pick("entries"),
    notToConfuseWith: pick("notToConfuseWith"),
    avoid: pick("avoid"),
    requireNear: pick("requireNear"),
    requireNearFor: pick("requireNearFor"),
    identifier: pick("identifier"),
    regulations: pick("regulations"),
    asOf: pick("asOf"),
    related: pick("related"),
    sources: pick("sources"),
    status: pick("status"),
    meta: pick("meta"),
    given,
    replaced,
  };
}

function joinNames(old: Term, term: Term): Text {
  if (!term.given.has("name")) return old.name;
  return { zh: term.name.zh, en: term.name.en === term.name.zh ? old.name.en : term.name.en };
}

/** The team's senses take the place of those of the same label; an unlabelled new one comes first, labelled new ones last. */
function joinSenses(old: readonly Sense[], team: readonly Sense[]): Sense[] {
  const labelOf = (sense: Sense): string => sense.label?.zh ?? "";
  const byLabel = new Map(team.map((sense) => [labelOf(sense), sense]));
  const kept = old.map((sense) => byLabel.get(labelOf(sense)) ?? sense);
  const known = new Set(old.map(labelOf));
  const added = team.filter((sense) => !known.has(labelOf(sense)));
  return [...added.filter((s) => s.label === undefined), ...kept, ...added.filter((s) => s.label !== undefined)];
}

function joinContexts(base: readonly Context[], team: readonly Context[], isOld: (id: string) => boolean): Context[] {
  const joined = new Map<string, Context>(base.map((context) => [context.name.zh, context]));
  for (const context of team) {
    const added = context.terms.filter((id) => !isOld(id));
    const old = joined.get(context.name.zh);
    if (old !== undefined)
      joined.set(context.name.zh, { ...old, vision: context.vision ?? old.vision, terms: [...old.terms, ...added] });
    else if (added.length > 0) joined.set(context.name.zh, { ...context, terms: added });
  }
  return [...joined.values()];
}

/** Chinese names that exactly one term has. */
function uniqueNames(glossary: Glossary): Map<string, string> {
  const names = new Map<string, string>();
  const twice = new Set<string>();
  for (const term of glossary.terms.values()) {
    if (names.has(term.name.zh)) twice.add(term.name.zh);
    names.set(term.name.zh, term.id);
  }
  for (const name of twice) names.delete(name);
  return names;
}
