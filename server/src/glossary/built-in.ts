import { glossaryJson } from "../data/glossary.generated";
import { builtInSource, type Glossary } from "./card";
import { readGlossary } from "./read";

let glossary: Glossary | undefined;

/** The glossary that comes with the product; read at the first call. */
export function builtInGlossary(): Glossary {
  glossary ??= readGlossary(JSON.parse(glossaryJson), builtInSource).glossary;
  return glossary;
}
