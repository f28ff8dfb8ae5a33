// Gives Chromium glyphs for Chinese text on a machine that has no such font.
import { execFile } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { inflateSync } from "node:zlib";
import { cache, installChineseFont } from "./npm-route.mjs";

/** Environment variables for the browser: empty when the system has a Chinese font. */
export async function chineseFonts(log = console.log) {
  const system = await promisify(execFile)("fc-list", [":lang=zh-cn", "family"]).then(
    ({ stdout }) => stdout.trim(),
    () => "",
  );
  if (system || process.platform !== "linux") return {};
  const used = join(cache, "fonts", "used");
  for (const file of await installChineseFont(log)) {
    await mkdir(used, { recursive: true });
    await writeFile(join(used, basename(file).replace(/woff$/, "ttf")), sfntOf(await readFile(file)));
  }
  const config = join(cache, "fonts", "fonts.conf");
  await writeFile(config, fontconfig(used));
  return { FONTCONFIG_FILE: config };
}

/** Whatever family is asked for, these answer last; a machine without any font has the browser package's Open Sans. */
function fontconfig(folder) {
  const append = (families, test = "") =>
    `<match target="pattern">${test}<edit name="family" mode="append_last">${families
      .map((family) => `<string>${family}</string>`)
      .join("")}</edit></match>`;
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>${join(cache, "workbench", "chromium", "fonts")}</dir>
  <dir>${folder}</dir>
  <cachedir>${join(cache, "fonts", "cache")}</cachedir>
  ${append(["DejaVu Sans Mono"], '<test name="family"><string>monospace</string></test>')}
  ${append(["DejaVu Sans", "Open Sans", "Noto Sans SC Thin"])}
</fontconfig>
`;
}

/** Unpacks a WOFF 1.0 file: Chromium takes system fonts only as plain TrueType. */
function sfntOf(woff) {
  const tables = Array.from({ length: woff.readUInt16BE(12) }, (_, index) => {
    const entry = woff.subarray(44 + 20 * index, 64 + 20 * index);
    const [offset, packed, length] = [4, 8, 12].map((at) => entry.readUInt32BE(at));
    const stored = woff.subarray(offset, offset + packed);
    return {
      tag: entry.subarray(0, 4),
      checksum: entry.subarray(16, 20),
      data: packed < length ? inflateSync(stored) : stored,
    };
  });
  const power = Math.floor(Math.log2(tables.length));
  const header = Buffer.alloc(12 + 16 * tables.length);
  woff.copy(header, 0, 4, 8);
  header.writeUInt16BE(tables.length, 4);
  header.writeUInt16BE(16 << power, 6);
  header.writeUInt16BE(power, 8);
  header.writeUInt16BE(16 * tables.length - (16 << power), 10);
  const parts = [header];
  let offset = header.length;
  tables.forEach(({ tag, checksum, data }, index) => {
    const at = 12 + 16 * index;
    tag.copy(header, at);
    checksum.copy(header, at + 4);
    header.writeUInt32BE(offset, at + 8);
    header.writeUInt32BE(data.length, at + 12);
    const padding = Buffer.alloc((4 - (data.length % 4)) % 4);
    parts.push(data, padding);
    offset += data.length + padding.length;
  });
  return Buffer.concat(parts);
}
