// Mocha's spec output, and the counts as JSON in the file that MOCHA_SUMMARY names.
const { writeFileSync } = require("node:fs");
const Mocha = require("mocha");

module.exports = class SummaryReporter extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once("end", () => {
      const { passes, failures, pending } = runner.stats;
      const failed = this.failures.map((test) => ({
        title: test.fullTitle(),
        error: String(test.err?.stack ?? test.err),
      }));
      if (process.env.MOCHA_SUMMARY) {
        writeFileSync(
          process.env.MOCHA_SUMMARY,
          JSON.stringify({ passed: passes, failed: failures, pending, failures: failed }),
        );
      }
    });
  }
};
