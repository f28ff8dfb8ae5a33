import { performance } from "node:perf_hooks";
import { type Figures, median } from "./figures";
import { withServer } from "./folder";
import { generateRules, generateUses, generateWorkspace } from "./ledger";

const US = "counting-house";

/** What only a server that knows the whole workspace does. */
export async function measureWorkspace(figures: Figures): Promise<void> {
  await withServer(US, generateWorkspace(500, 100_000), async (server) => {
    const begin = performance.now();
    const block = await server.longestSilence(() => server.indexed);
    figures.record("cold index of 500 files, 100k lines", US, performance.now() - begin, { target: 2000 });
    figures.record("longest block meanwhile", US, block, { target: 16 });
    await server.open("open.posting.yaml", generateRules(200, "open"));
    figures.record("the same → everything checked", US, performance.now() - begin);
  });

  await withServer(US, generateUses(), async (server) => {
    await server.indexed;
    await server.open("open.posting.yaml", generateRules(100, "open").replaceAll(/"30010[1-9]"/g, '"300101"'));
    const textDocument = { uri: server.uri("open.posting.yaml") };
    const position = { line: 15, character: 18 };
    const times = async (method: string, params: object) => {
      const all: number[] = [];
      for (let i = 0; i < 15; i++) all.push(await server.timed(method, { textDocument, position, ...params }));
      return median(all);
    };
    const references = await times("textDocument/references", { context: { includeDeclaration: true } });
    figures.record("references to an account, 200 files, 1,000 uses", US, references, { target: 50 });
    const renamed = await times("textDocument/rename", { newName: "300199" });
    figures.record("rename of an account, 200 files, 1,000 uses", US, renamed, { target: 100 });
  });
}
