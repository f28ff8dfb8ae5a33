import type { Text } from "../l10n/text";

/** Something in the data that could not be used. */
export interface Problem {
  /** Keys and positions from the top of the file. */
  readonly path: readonly (string | number)[];
  readonly message: Text;
}

/** A mapping of unknown content. */
export type Record = Readonly<{ [key: string]: unknown }>;

/** Reads strings, texts and lists out of data of any shape and notes what has the wrong one. */
export class PlainReader {
  readonly problems: Problem[] = [];

  problem(path: Problem["path"], message: Text): void {
    this.problems.push({ path, message });
  }

  asRecord(value: unknown): Record | undefined {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    // Only what the file wrote counts: `constructor` and the like must not be found in a prototype.
    return Object.assign(Object.create(null), value) as Record;
  }

  record(value: unknown, path: Problem["path"]): Record | undefined {
    const record = this.asRecord(value);
    if (record === undefined && value != null) this.problem(path, expected("keys with values", "键值"));
    return record;
  }

  /** The mappings of a list with their paths; nothing for a missing list. */
  records(value: unknown, path: Problem["path"]): [Record, Problem["path"]][] {
    if (value == null) return [];
    if (!Array.isArray(value)) {
      this.problem(path, expected("a list", "列表"));
      return [];
    }
    return value.flatMap((item: unknown, i): [Record, Problem["path"]][] => {
      const record = this.record(item, [...path, i]);
      return record === undefined ? [] : [[record, [...path, i]]];
    });
  }

  /** A list, or one value standing for a list of one. */
  items(value: unknown): readonly unknown[] {
    if (value == null) return [];
    return Array.isArray(value) ? value : [value];
  }

  /** A scalar as text, trimmed; undefined for an empty one. */
  string(value: unknown): string | undefined {
    if (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean") return String(value);
    if (typeof value !== "string") return undefined;
    const text = value.trim();
    return text === "" ? undefined : text;
  }

  strings(value: unknown, path: Problem["path"]): string[] {
    return this.items(value).flatMap((item, i) => {
      const text = this.string(item);
      if (text === undefined && item != null) this.problem([...path, i], expected("a text", "文字"));
      return text ?? [];
    });
  }

  /** `key` and its English beside it (`key_en`); one of them stands for both. */
  text(record: Record, key: string): Text | undefined {
    const zh = this.string(record[key]);
    const en = this.string(record[`${key}_en`]);
    return zh === undefined && en === undefined ? undefined : { en: en ?? zh ?? "", zh: zh ?? en ?? "" };
  }

  /** A list of texts, each a string or `{ text, text_en }`. */
  texts(value: unknown, path: Problem["path"]): Text[] {
    return this.items(value).flatMap((item, i) => {
      const record = this.asRecord(item);
      const text = record ? this.text(record, "text") : this.text({ text: item }, "text");
      if (text === undefined && item != null) this.problem([...path, i], expected("a text", "文字"));
      return text ?? [];
    });
  }

  /** The entries of a mapping whose values are scalars. */
  pairs(value: unknown): [string, string][] {
    return Object.entries(this.asRecord(value) ?? {}).flatMap(([key, item]): [string, string][] => {
      const text = this.string(item);
      return text === undefined ? [] : [[key, text]];
    });
  }
}

function expected(en: string, zh: string): Text {
  return { en: `This should be ${en}.`, zh: `此处应为${zh}。` };
}
