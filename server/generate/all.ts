import { generateCheckRegistry } from "./check-registry";
import { generateGlossary } from "./glossary";
import { generateModelTypes } from "./model-types";
import { generateReferenceData } from "./reference-data";
import { generateValidators } from "./validators";

generateModelTypes();
generateValidators();
generateReferenceData();
generateGlossary();
generateCheckRegistry();
