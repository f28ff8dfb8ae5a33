import path from "node:path";
import { pathOf } from "../host/files";

/** A file's path as the command line shows it: relative to the working folder when below it. */
export function displayPath(uri: string): string {
  const full = pathOf(uri);
  const relative = path.relative(process.cwd(), full);
  return relative.startsWith("..") || path.isAbsolute(relative) ? full : relative;
}
