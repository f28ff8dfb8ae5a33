import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const source = fileURLToPath(new URL("../data/", import.meta.url));
const target = fileURLToPath(new URL("../src/data/", import.meta.url));

/** Writes `server/src/data/{currencies,mcc,holidays,baselines,pinyin}.generated.json` from `server/data/`; see its NOTICE.md. */
export function generateReferenceData(): void {
  write("currencies", currencies());
  write("mcc", mcc());
  write("holidays", holidays());
  write("baselines", baselines());
  write("pinyin", { table: readFileSync(join(source, "pinyin-gb2312.txt"), "utf8").trim() });
}

function write(name: string, value: unknown): void {
  writeFileSync(join(target, `${name}.generated.json`), `${JSON.stringify(value)}\n`);
}

/** Rows of a comma-separated file as objects keyed by its header; quotes as in RFC 4180, no line breaks inside a field. */
function readCsv(file: string): Record<string, string>[] {
  const [header, ...rows] = readFileSync(join(source, file), "utf8").trim().split(/\r?\n/).map(fieldsOf);
  return rows.map((row) => Object.fromEntries((header ?? []).map((name, i) => [name, row[i] ?? ""])));
}

function fieldsOf(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
    (quoted?.replaceAll('""', '"') ?? plain ?? "").replace(/\s+/g, " ").trim(),
  );
}

/** Minor units of currencies withdrawn not long ago; the ISO list of withdrawn codes no longer gives them. */
const formerMinorUnits = new Map(
  "ANG2 BGN2 BYR0 CUC2 EEK2 HRK2 LTL2 LVL2 MRO2 SLL2 STD2 VEF2 ZMK2 ZWL2"
    .split(" ")
    .map((s) => [s.slice(0, 3), +s[3]!]),
);
const kinds: [string, string][] = [
  ["fund", "BOV CHE CHW CLF COU MXV USN USS UYI UYW"],
  ["metal", "XAG XAU XPD XPT"],
  ["unit", "XAD XBA XBB XBC XBD XDR XSU XUA"],
  ["reserved", "XTS XXX"],
];

function currencies(): unknown[] {
  const chinese = new Intl.DisplayNames("zh-CN", { type: "currency" });
  const byCode = new Map<string, Record<string, string>[]>();
  for (const row of readCsv("iso4217-codes-all.csv")) {
    const code = row.AlphabeticCode ?? "";
    if (code !== "") byCode.set(code, [...(byCode.get(code) ?? []), row]);
  }
  return [...byCode]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, rows]) => {
      // A code may be listed once per country, and under a withdrawn name or country beside an active one: active wins.
      const active = rows.find((row) => row.WithdrawalDate === "");
      const last = rows.reduce((a, b) => (lastMonth(b) > lastMonth(a) ? b : a));
      const row = active ?? last;
      const minor = /^\d$/.test(row.MinorUnit ?? "") ? Number(row.MinorUnit) : (formerMinorUnits.get(code) ?? null);
      const kind = kinds.find(([, codes]) => codes.includes(code))?.[0] ?? "currency";
      const zh = chinese.of(code);
      const name = { en: row.Currency, zh: zh === undefined || zh === code ? row.Currency : zh };
      return [code, row.NumericCode, minor, kind, name.en, name.zh, active ? null : lastMonth(last)];
    });
}

/** `1989 to 1990`, `1990-07 to 1990-09`, `2006-10` → the last month or year named. */
function lastMonth(row: Record<string, string>): string {
  return row.WithdrawalDate?.match(/\d{4}(?:-(?:0[1-9]|1[0-2])(?!\d))?$/)?.[0] ?? "";
}

function mcc(): unknown {
  const rows = readCsv("mcc_codes.csv").map((row): [string, string] => [
    row.mcc ?? "",
    tidy(row.edited_description ?? ""),
  ]);
  const atm = rows.find(([code]) => code === "6011");
  if (atm) atm[1] = "Financial Institutions – Automated Cash Disbursements"; // the list repeats 6010's name here
  // 3000–3999 are single airlines, car rental firms and hotels: the code counts, the firm's name of 2020 does not.
  return {
    named: rows
      .filter(([code]) => !code.startsWith("3"))
      .map(([code, name]) => `${code} ${name}`)
      .join("\n"),
    single: rows
      .filter(([code]) => code.startsWith("3"))
      .map(([code]) => code)
      .join(" "),
  };
}

const slips: [string, string][] = [
  ["forfirst", "for first"],
  ["validfor", "valid for"],
  ["ExceptAppliances", "Except Appliances"],
  ["Carsand", "Cars and"],
  ["Feries", "Ferries"],
  ["(not elsewhere classifies)", "(not elsewhere classified)"],
  ["Intra – ", "Intra-"],
];

function tidy(name: string): string {
  const spaced = name
    .replace(/\( /g, "(")
    .replace(/ \)/g, ")")
    .replace(/\s*–\s*|\s+-\s*|(?<=[a-z])- /g, " – ");
  return slips.reduce((text, [wrong, right]) => text.replace(wrong, right), spaced).replace(/\.$/, "");
}

interface HolidayFile {
  readonly year: number;
  readonly papers: readonly string[];
  readonly days: readonly { readonly name: string; readonly date: string; readonly isOffDay: boolean }[];
}

function holidays(): unknown[] {
  return [2024, 2025, 2026].map((year) => {
    const file = JSON.parse(readFileSync(join(source, `holiday-cn-${year}.json`), "utf8")) as HolidayFile;
    const off: Record<string, string> = {};
    for (const day of file.days) if (day.isOffDay) off[day.date] = day.name;
    return { year, source: file.papers[0], off, work: file.days.filter((day) => !day.isOffDay).map((day) => day.date) };
  });
}

function baselines(): unknown {
  const table = (file: string): unknown[] =>
    readCsv(file).map((r) => [r.code, r.name, r.name_en, r.class?.split("|"), r.normal_balance, r.scope]);
  return {
    "cas-2006": table("cas-2006-subjects.csv"),
    "cas-small-2013": table("cas-small-2013-subjects.csv"),
    later: readCsv("cas-later-subjects.csv").map((r) => [
      r.name,
      r.name_en,
      r.class?.split("|"),
      r.normal_balance,
      r.document,
      r.date,
    ]),
  };
}
