const ERROR =
  /const (err\d+) = \{(instancePath(?::[^;]*?)?),schemaPath:("[^"]*"),keyword:("[^"]*"),params:((?:(?!const err).)*?)\};if\(vErrors === null\)\{vErrors = \[\1\];\}else \{vErrors\.push\(\1\);\}/g;
const CALL = /,parentData(?::\w+)?,parentDataProperty(?::(?:"[^"]*"|\w+))?,rootData(?:,dynamicAnchors)?\}/g;
const JOIN = /vErrors = vErrors === null \? (\w+)\.errors : vErrors\.concat\(\1\.errors\);/g;
const SIGNATURE =
  /\(data, \{instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors=\{\}\}=\{\}\)/g;
const EVALUATED =
  /const evaluated0 = \w+\.evaluated;if\(evaluated0\.dynamicProps\)\{evaluated0\.props = undefined;\}if\(evaluated0\.dynamicItems\)\{evaluated0\.items = undefined;\}/;

const HELPERS = `const fail = (list, instancePath, schemaPath, keyword, params) => {
  const error = { instancePath, schemaPath, keyword, params };
  if (list === null) return [error];
  list.push(error);
  return list;
};
const equal = (a, b) => {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  const keys = Object.keys(a);
  return Array.isArray(a) === Array.isArray(b) && keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && equal(a[key], b[key]));
};
const join = (list, more) => (list === null ? more : list.concat(more));
`;

/**
 * Ajv's own comparison of list items calls methods of what it compares, which a file could have overwritten; ours does not.
 * Ajv writes the same lines for every possible error and every call; as calls of two functions they take a third of the
 * room. What the validators decide and report stays the same; `test/unit/schemas/validators.test.ts` compares them with ajv.
 */
export function compact(code: string): string {
  const shorter = code
    .replace(ERROR, (_, _name, path: string, schemaPath: string, keyword: string, params: string) => {
      const place = path === "instancePath" ? "instancePath" : path.slice("instancePath:".length);
      return `vErrors = fail(vErrors, ${place}, ${schemaPath}, ${keyword}, ${params.replace(/allowedValues: [\w.]+/, "")});`;
    })
    .replace(/require\("ajv\/dist\/runtime\/equal"\)\.default/g, "equal")
    .replace(CALL, "}")
    .replace(SIGNATURE, '(data, {instancePath=""}={})')
    .replace(JOIN, "vErrors = join(vErrors, $1.errors);");
  return (
    HELPERS +
    shorter
      .split(/(?=function validate)/)
      .map(withoutIdleBookkeeping)
      .join("")
  );
}

/** Notes about evaluated keys are needed only where `unevaluatedProperties` asks for them. */
function withoutIdleBookkeeping(validator: string): string {
  const without = validator.replace(EVALUATED, "");
  return without.includes("evaluated0") ? validator : without;
}
