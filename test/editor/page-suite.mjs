// Runs the suites that drive a page, as a person would.
import { join } from "node:path";
import { runMocha } from "../mocha.mjs";

/** @returns {Promise<{ passed: number, failed: number }>} */
export function runPageSuites({ workspace, suites }) {
  const files = suites.map((name) => join("test", "editor", "page", name));
  const flags = ["--no-config", "--node-option", "import=tsx", "--exit", "--timeout", "120000"];
  return runMocha([...flags, ...files], { env: { EDITOR_WORKSPACE: workspace }, minutes: 10 });
}
