// One of Mocha's own reporters, and the counts as JSON in the file that MOCHA_SUMMARY names.
const { writeFileSync } = require("node:fs");
const { reporters } = require("mocha");

const Style = process.env.MOCHA_STYLE === "Dot" ? reporters.Dot : reporters.Spec;

module.exports = class SummaryReporter extends Style {
  constructor(runner, options) {
    super(runner, options);
    runner.once("end", () => {
      const { passes: passed, failures: failed, pending } = runner.stats;
      const file = process.env.MOCHA_SUMMARY;
      if (file) writeFileSync(file, JSON.stringify({ passed, failed, pending }));
    });
  }
};
