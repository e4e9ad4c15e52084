import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

/**
 * Adds up what the test runs reported (`test-results/*.json`) and the proofs, and prints the closing line.
 * Fails when anything failed, when anything was skipped (in CI every system program is there), or when nothing ran.
 */
const { values } = parseArgs({
  options: { passed: { type: 'string', default: '0' }, failed: { type: 'string', default: '0' } },
});
const results = path.resolve(import.meta.dirname, '../../test-results');

let passed = Number(values.passed);
let failed = Number(values.failed);
let skipped = 0;
let runs = 0;
for (const name of readdirSync(results).filter((file) => file.endsWith('.json'))) {
  const report = JSON.parse(readFileSync(path.join(results, name), 'utf8'));
  runs += 1;
  passed += report.numPassedTests;
  failed += report.numFailedTests;
  skipped += report.numPendingTests + report.numTodoTests;
}
// Unit tests and journeys report apart; one of them missing means that it never began.
if (runs < 2) failed += 1;
process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`);
process.exitCode = failed > 0 || skipped > 0 ? 1 : 0;
