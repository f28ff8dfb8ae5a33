// Runs in VS Code's extension host, which has no terminal: what the tests say goes to a file.
import { appendFileSync } from "node:fs";
import { format } from "node:util";

/** Called by VS Code when everything is loaded. */
export async function run(): Promise<void> {
  const { default: Mocha } = await import("mocha");
  const output = setting("MOCHA_OUTPUT");
  Mocha.reporters.Base.consoleLog = (...parts: unknown[]) => appendFileSync(output, `${format(...parts)}\n`);
  const mocha = new Mocha({ timeout: 60_000, color: false, reporter: setting("MOCHA_REPORTER") });
  for (const file of setting("MOCHA_FILES").split("\n")) mocha.addFile(file);
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} tests failed`);
}

function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set`);
  return value;
}
