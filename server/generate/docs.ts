import { writeFileSync } from "node:fs";
import path from "node:path";
import { generateCheckIndex } from "./check-index";
import { generateCheckPages } from "./check-pages";
import { formatsDocument } from "./formats-doc";

// Runs after `all.ts`: these read the registry of checks that it writes.
generateCheckPages();
generateCheckIndex();
writeFileSync(path.join(__dirname, "../../docs/formats.md"), formatsDocument());
