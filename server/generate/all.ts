import { generateCheckRegistry } from "./check-registry";
import { generateGlossary } from "./glossary";
import { generateModelTypes } from "./model-types";
import { generateReferenceData } from "./reference-data";
import { generateSnippets } from "./snippets";
import { generateValidators } from "./validators";
import { generateWords } from "./words";

generateModelTypes();
generateValidators();
generateReferenceData();
generateGlossary();
generateCheckRegistry();
generateSnippets();
generateWords();
