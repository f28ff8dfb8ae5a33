import data from "../data/glossary.generated.json";
import { builtInSource, type Glossary } from "./card";
import { readGlossary } from "./read";

let glossary: Glossary | undefined;

/** The glossary that comes with the product; read at the first call. */
export function builtInGlossary(): Glossary {
  glossary ??= readGlossary(data, builtInSource).glossary;
  return glossary;
}
