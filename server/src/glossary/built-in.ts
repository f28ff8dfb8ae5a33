import data from "../data/glossary.generated.json";
import { builtInSource, type Glossary } from "./card";
import { type Packed, unpacked } from "./packed";
import { readGlossary } from "./read";

let glossary: Glossary | undefined;

/** The glossary that comes with the product; read at the first call. */
export function builtInGlossary(): Glossary {
  glossary ??= readGlossary(unpacked(data as unknown as Packed), builtInSource).glossary;
  return glossary;
}
