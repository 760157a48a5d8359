// Lints a document with Redocly and counts a warning as a failure.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

const [document] = process.argv.slice(2);
const { stdout, stderr } = spawnSync(
  process.execPath,
  [createRequire(import.meta.url).resolve('@redocly/cli/bin/cli.js'), 'lint', '--config', 'redocly.yaml', '--format', 'json', document],
  { encoding: 'utf8', maxBuffer: 1 << 26 },
);
let report;
try {
  report = JSON.parse(stdout);
} catch {
  console.error(stdout, stderr);
  process.exit(1);
}
for (const { severity, ruleId, message, location } of report.problems) {
  console.error(`${severity} ${ruleId}: ${message} at ${location?.[0]?.pointer}`);
}
console.log(`Redocly: ${report.problems.length} problems`);
process.exit(report.problems.length === 0 ? 0 : 1);
