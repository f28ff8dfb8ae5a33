import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import Ajv2020 from "ajv/dist/2020";
import { parse } from "yaml";

type Schema = { readonly [keyword: string]: unknown };
interface Place {
  /** `$id` and JSON pointer. */
  readonly pointer: string;
  readonly schema: Schema;
}

const ROOT = path.join(__dirname, "../../..");
const BASE = "https://counting-house.example/schemas/";
const KINDS = ["chart-of-accounts", "posting-rules", "payment-channels", "glossary", "counting-house"] as const;
const ANNOTATIONS = ["x-zh", "x-enum", "x-type", "x-expected", "x-defines", "x-ref", "x-ref-lenient", "x-key-defines"];
ANNOTATIONS.push("x-key-ref", "x-expression", "x-scalar-or-list");
const SPACES =
  "account bank_account subledger entity unit rule product channel route scenario step input amount tender";
const MORE_SPACES = "term event purpose dimension currency path check";
const CHINESE = /\p{Script=Han}/u;

const documents = new Map<string, Schema>(
  ["common", ...KINDS].map((name) => [name, readJson(path.join(ROOT, "schemas", `${name}.schema.json`))]),
);
const ajv = new Ajv2020({ strict: true, discriminator: true, allowUnionTypes: true, allErrors: true });
ajv.addVocabulary(ANNOTATIONS);
for (const schema of documents.values()) ajv.addSchema(schema);

const places = [...documents].flatMap(([name, schema]) => [...placesOf(`${BASE}${name}.schema.json#`, schema)]);
const properties = places.flatMap(propertiesOf);

describe("the JSON Schemas", () => {
  for (const name of documents.keys()) {
    it(`${name} compiles in strict mode`, () => {
      const { $id, $defs } = documents.get(name)!;
      assert.equal($id, `${BASE}${name}.schema.json`);
      assert.ok(ajv.getSchema(`${$id}`), `${$id}`);
      for (const definition of Object.keys(isSchema($defs) ? $defs : {}))
        ajv.compile({ $ref: `${$id}#/$defs/${definition}` });
    });
  }

  it("document every property in both languages, with an example", () => {
    for (const { pointer, schema } of properties) {
      const { title, description, examples, "x-zh": zh } = resolved(schema, pointer);
      assert.ok(isSchema(zh), `${pointer}: x-zh`);
      for (const text of [title, description]) {
        assert.ok(typeof text === "string" && text !== "" && !CHINESE.test(text), `${pointer}: ${text}`);
      }
      for (const text of [zh.title, zh.description]) {
        assert.ok(typeof text === "string" && CHINESE.test(text), `${pointer}: ${text}`);
      }
      assert.match(String(description), /[.]$/, pointer);
      assert.match(String(zh.description), /。$/, pointer);
      assert.ok(Array.isArray(examples) && examples.length > 0, `${pointer}: examples`);
    }
    assert.ok(properties.length > 400, `only ${properties.length} properties found`);
  });

  it("give examples and defaults that are valid themselves", () => {
    for (const { pointer, schema } of [...properties, ...places]) {
      const { examples, default: fallback } = schema;
      const values = [...(Array.isArray(examples) ? examples : []), ...(fallback === undefined ? [] : [fallback])];
      if (values.length === 0) continue;
      const validate = ajv.compile({ $ref: pointer });
      for (const value of values) {
        assert.ok(validate(value), `${pointer}: ${JSON.stringify(value)}: ${ajv.errorsText(validate.errors)}`);
      }
    }
  });

  it("label every value of a list of values", () => {
    for (const { pointer, schema } of places) {
      const labels = schema["x-enum"];
      const values = schema.enum ?? (typeof schema.const === "string" ? [schema.const] : undefined);
      if (Array.isArray(values)) assert.deepEqual(Object.keys(isSchema(labels) ? labels : {}), values, pointer);
      for (const label of Object.values(isSchema(labels) ? labels : {})) {
        assert.ok(isSchema(label) && typeof label.en === "string" && label.en !== "", `${pointer}: en`);
        assert.ok(typeof label.zh === "string" && CHINESE.test(label.zh), `${pointer}: zh`);
      }
    }
  });

  it("bound the length of everything with a pattern, and keep patterns linear", () => {
    const patterns = places.filter(({ schema }) => typeof schema.pattern === "string");
    for (const { pointer, schema } of patterns) {
      assert.equal(typeof schema.maxLength, "number", pointer);
      assert.doesNotMatch(String(schema.pattern), /[*+}]\)[*+{]/, `${pointer}: nested quantifier`);
    }
    assert.ok(patterns.length > 3);
  });

  it("refuse unknown keys everywhere, and leave x- keys to the user", () => {
    for (const { pointer, schema } of places) {
      if (!isSchema(schema.properties) || isBranch(pointer)) continue;
      if (isSchema(schema.additionalProperties)) continue;
      assert.equal(schema.additionalProperties, false, pointer);
      assert.deepEqual(schema.patternProperties, { "^x-": {} }, pointer);
      for (const key of [schema.required, schema["x-expected"]].flat()) {
        if (key !== undefined) assert.ok(Object.hasOwn(schema.properties, String(key)), `${pointer}: ${key}`);
      }
    }
  });

  it("name only known symbol spaces", () => {
    const known = new Set(`${SPACES} ${MORE_SPACES}`.split(" "));
    for (const { pointer, schema } of places) {
      for (const keyword of ["x-defines", "x-ref", "x-key-defines", "x-key-ref"]) {
        for (const space of [schema[keyword] ?? []].flat()) assert.ok(known.has(String(space)), `${pointer}: ${space}`);
      }
    }
  });
});

describe("files of each kind", () => {
  const fixtures = {
    "qinghe.coa.yaml": "chart-of-accounts",
    "acquiring.posting.yaml": "posting-rules",
    "wallet.channel.yaml": "payment-channels",
    "reconciliation.glossary.yaml": "glossary",
    "counting-house.yaml": "counting-house",
  };
  for (const [file, kind] of Object.entries(fixtures)) {
    it(`${file} is valid`, () => {
      assert.deepEqual(problems(kind, readFileSync(path.join(ROOT, "test/fixtures/formats", file), "utf8")), []);
    });
  }

  it("may be small", () => {
    const header = (kind: string) => `kind: ${kind}\nschema: 1\n`;
    assert.deepEqual(
      problems(
        "chart-of-accounts",
        `${header("chart-of-accounts")}accounts: [{code: "1002", name: 现金, class: asset}]`,
      ),
      [],
    );
    const rule = 'rules: [{id: a, event: payment, entries: [{debit: "1", amount: x}, {credit: "2", amount: rest}]}]';
    assert.deepEqual(problems("posting-rules", header("posting-rules") + rule), []);
    assert.deepEqual(
      problems("posting-rules", `${header("posting-rules")}rules: [{id: a, event: freeze, register: freeze}]`),
      [],
    );
    const channel = "channels: [{id: a, name: A, flow: pay_in, method: quick_pay}]";
    assert.deepEqual(problems("payment-channels", header("payment-channels") + channel), []);
  });

  it("may be Contextive glossaries", () => {
    const text = `imports: [https://example.org/shared.yml]
contexts:
  - name: Cargo
    domainVisionStatement: To move cargo.
    paths: ["src/**"]
    meta: {owner: team-a}
    terms:
      - name: Leg
        definition: A part of a route.
        aliases: [segment]
        examples: ["Leg 1 of the route"]
        meta: {link: "https://example.org"}`;
    assert.deepEqual(problems("glossary", text), []);
  });

  const rejected: readonly [title: string, kind: string, body: string][] = [
    ["an unknown key", "chart-of-accounts", 'accounts: [{code: "1002", name: 现金, class: asset, colour: red}]'],
    ["an account without a class", "chart-of-accounts", 'accounts: [{code: "1002", name: 现金}]'],
    ["an unknown account class", "chart-of-accounts", 'accounts: [{code: "1002", name: 现金, class: revenue}]'],
    ["a date that is none", "chart-of-accounts", 'regulation: {as_of: "2026-13-01"}'],
    [
      "a leg on both sides",
      "posting-rules",
      'rules: [{id: a, event: fee, entries: [{debit: "1", credit: "2", amount: x}]}]',
    ],
    ["a leg on no side", "posting-rules", "rules: [{id: a, event: fee, entries: [{amount: x}]}]"],
    ["a rule with neither entries nor register", "posting-rules", "rules: [{id: a, event: fee}]"],
    ["an unknown type of input", "posting-rules", "inputs: {x: {type: float}}"],
    ["a balance on both sides", "posting-rules", 'scenarios: [{id: a, opening: {"1": {debit: 1, credit: 2}}}]'],
    ["a bare balance other than 0", "posting-rules", 'scenarios: [{id: a, opening: {"1": 5}}]'],
    ["a dimension twice", "posting-rules", "rules: [{id: a, event: fee, register: freeze, idempotency_key: [x, x]}]"],
    ["a channel without a method", "payment-channels", "channels: [{id: a, name: A, flow: pay_in}]"],
    ["a word to avoid that names none", "glossary", "contexts: [{terms: [{name: a, avoid: [{reason: r}]}]}]"],
  ];
  for (const [title, kind, body] of rejected) {
    it(`may not have ${title}`, () => assert.notDeepEqual(problems(kind, `kind: ${kind}\nschema: 1\n${body}`), []));
  }

  it("leave notation to the checks that explain it better", () => {
    const fee =
      "channels: [{id: a, name: A, flow: pay_in, method: teleport, rail: x, cut_off: '24:00', settlement: {cycle: T0}, fee: {rate: 0.006}}]";
    assert.deepEqual(problems("payment-channels", `kind: payment-channels\nschema: 1\n${fee}`), []);
    assert.deepEqual(problems("chart-of-accounts", "kind: chart-of-accounts\nschema: 1\nbase_currency: RMB"), []);
    const own = "rules: [{id: a, event: my_event, register: freeze}]";
    assert.deepEqual(problems("posting-rules", `kind: posting-rules\nschema: 1\n${own}`), []);
  });
});

function problems(kind: string, text: string): string[] {
  const validate = ajv.getSchema(`${BASE}${kind}.schema.json`)!;
  validate(parse(text));
  return (validate.errors ?? []).map(
    (error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`,
  );
}

function* placesOf(pointer: string, schema: Schema): Iterable<Place> {
  yield { pointer, schema };
  for (const keyword of ["properties", "$defs"]) {
    for (const [key, child] of Object.entries(isSchema(schema[keyword]) ? schema[keyword] : {})) {
      if (isSchema(child)) yield* placesOf(`${pointer}/${keyword}/${key}`, child);
    }
  }
  for (const keyword of ["items", "additionalProperties"]) {
    const child = schema[keyword];
    if (isSchema(child)) yield* placesOf(`${pointer}/${keyword}`, child);
  }
  for (const keyword of ["oneOf", "anyOf"]) {
    for (const [i, child] of (Array.isArray(schema[keyword]) ? schema[keyword] : []).entries()) {
      yield* placesOf(`${pointer}/${keyword}/${i}`, child);
    }
  }
}

/** The documented properties; a branch that only says "this key is required" documents nothing. */
function propertiesOf({ pointer, schema }: Place): Place[] {
  if (!isSchema(schema.properties) || isBranch(pointer)) return [];
  return Object.entries(schema.properties).map(([key, child]) => ({
    pointer: `${pointer}/properties/${key}`,
    schema: child as Schema,
  }));
}

function isBranch(pointer: string): boolean {
  return /\/(?:oneOf|anyOf)\/\d+$/.test(pointer);
}

/** A schema with what it refers to; its own keywords win. */
function resolved(schema: Schema, base: string): Schema {
  if (typeof schema.$ref !== "string") return schema;
  const [file, pointer = ""] = schema.$ref.split("#");
  const name = (file || base.slice(BASE.length).split("#")[0]!).replace(".schema.json", "");
  let target: unknown = documents.get(name);
  for (const part of pointer.split("/").slice(1)) target = (target as Schema)[part];
  return { ...(target as Schema), ...schema };
}

function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function readJson(file: string): Schema {
  return JSON.parse(readFileSync(file, "utf8")) as Schema;
}
