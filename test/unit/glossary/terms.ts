import { builtInSource, type Glossary, type Source, type Term } from "../../../server/src/glossary/card";
import { readGlossary } from "../../../server/src/glossary/read";

/** A glossary of plain cards in one context. */
export function glossaryOf(terms: readonly object[], source: Source = builtInSource): Glossary {
  return readGlossary({ contexts: [{ name: "测试", terms }] }, source).glossary;
}

export function termsOf(...terms: readonly object[]): Term[] {
  return [...glossaryOf(terms).terms.values()];
}

export const teamSource: Source = {
  key: "file:///team.glossary.yaml",
  title: { en: "Team glossary", zh: "团队术语表" },
};
