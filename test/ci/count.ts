import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

/**
 * Adds up what the test runs reported (`test-results/*.json`) and the proofs, names what failed or was skipped, and
 * prints the closing line. Fails when anything failed, when anything was skipped (in CI every system program is there),
 * or when nothing ran.
 */
const { values } = parseArgs({
  options: { passed: { type: 'string', default: '0' }, failed: { type: 'string', default: '0' } },
});
const results = path.resolve(import.meta.dirname, '../../test-results');

type Report = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { name: string; assertionResults: { fullName: string; status: string }[] }[];
};

let passed = Number(values.passed);
let failed = Number(values.failed);
let skipped = 0;
const reports = existsSync(results) ? readdirSync(results).filter((file) => file.endsWith('.json')) : [];
for (const name of reports) {
  const report = JSON.parse(readFileSync(path.join(results, name), 'utf8')) as Report;
  passed += report.numPassedTests;
  failed += report.numFailedTests;
  skipped += report.numPendingTests + report.numTodoTests;
  for (const { assertionResults } of report.testResults) {
    for (const { fullName, status } of assertionResults) {
      if (status !== 'passed') process.stdout.write(`${status}: ${fullName}\n`);
    }
  }
}
// Unit tests and journeys report apart; one of them missing means that it never began.
if (reports.length < 2) failed += 1;
process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`);
process.exitCode = failed > 0 || skipped > 0 ? 1 : 0;
