import { performance } from "node:perf_hooks";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Host } from "../service/host";
import { decodeUtf8 } from "../yaml/decode";
import { pathInside, pathOf, readBytes, textFiles, uriOf } from "./files";
import { loadFile, loadFolder } from "./load";

/** Longest stretch of loading before other work is let through. */
const SLICE_MS = 12;

/** Larger files are not read for the terms in them. */
const MOST_BYTES = 4 * 1024 * 1024;

/** The machine as the service sees it: the disk below the workspace's folders, and the clock. Nothing else is touched. */
export function nodeHost(log: (message: string) => void): Host {
  return {
    async load(workspace, folder, progress) {
      let sliceEnd = performance.now() + SLICE_MS;
      await loadFolder(workspace, pathOf(folder), {
        unreadable: ({ path, reason }) => log(`${path}: ${reason}`),
        loaded: progress,
        pause: async () => {
          if (performance.now() < sliceEnd) return;
          await nextTurn();
          sliceEnd = performance.now() + SLICE_MS;
        },
      });
    },
    async reload(workspace, uri) {
      const file = await pathInside(workspace.folders, uri);
      const loaded = file !== undefined && (await loadFile(workspace, file));
      if (!loaded || uriOf(file) !== uri) workspace.remove(uri);
    },
    async *texts(folder, wanted) {
      let sliceEnd = performance.now() + SLICE_MS;
      for await (const file of textFiles(pathOf(folder), ({ path, reason }) => log(`${path}: ${reason}`))) {
        const uri = uriOf(file);
        if (!wanted(uri)) continue;
        yield { uri, text: await textOf(file) };
        if (performance.now() < sliceEnd) continue;
        await nextTurn();
        sliceEnd = performance.now() + SLICE_MS;
      }
    },
    now: () => performance.now(),
    pause: () => nextTurn(),
    today: localDate,
  };
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    const bytes = await readBytes(file);
    const decoded = bytes.length > MOST_BYTES ? undefined : decodeUtf8(bytes);
    return decoded?.ok ? decoded.text : undefined;
  } catch {
    return undefined;
  }
}

/** ISO date in the machine's time zone. */
export function localDate(): string {
  const now = new Date();
  const two = (n: number) => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
