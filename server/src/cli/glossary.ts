import { writeFile } from "node:fs/promises";
import { glossaryData } from "../glossary/export/data";
import { glossaryDocument } from "../glossary/export/document";
import { glossaryPage } from "../glossary/export/page";
import { glossarySheet } from "../glossary/export/sheet";
import { reasonOf } from "../host/files";
import { Glossaries } from "../index/glossaries";
import { inLocale, type Locale, type Text } from "../l10n/text";
import { loadPaths } from "./check";
import { EXIT } from "./exit";

export interface GlossaryExportOptions {
  readonly format: "md" | "html" | "csv" | "json";
  /** File to write; standard output when left out. */
  readonly output?: string;
  readonly locale: Locale;
}

const writers = { md: glossaryDocument, html: glossaryPage, csv: glossarySheet, json: glossaryData } as const;

/** `counting-house glossary export [PATH…]`: the built-in glossary with the team's glossaries at the paths laid over it. */
export async function glossaryExport(paths: readonly string[], options: GlossaryExportOptions): Promise<number> {
  const say = (text: Text) => inLocale(text, options.locale);
  const faults: string[] = [];
  const { workspace } = await loadPaths(paths, ({ path, reason }) =>
    faults.push(say({ en: `${path}: cannot be read (${reason})`, zh: `${path}：无法读取（${reason}）` })),
  );
  const text = writers[options.format](new Glossaries(workspace).all().glossary, options.locale);
  if (options.output === undefined) process.stdout.write(text);
  else
    try {
      await writeFile(options.output, text);
    } catch (error) {
      const reason = reasonOf(error);
      faults.push(
        say({ en: `${options.output}: cannot be written (${reason})`, zh: `${options.output}：无法写入（${reason}）` }),
      );
    }
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  return faults.length > 0 ? EXIT.fault : EXIT.clean;
}
