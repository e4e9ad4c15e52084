import path from 'node:path';
import { refusalOfNode } from '#main/host/index.ts';

/** `npm run province`. An old Node is told so before anything else is read. */
const refusal = refusalOfNode(process.versions);
if (refusal !== null) {
  process.stderr.write(refusal);
  process.exit(1);
}
const { run } = await import('./command/index.ts');
process.exitCode = await run(path.resolve(import.meta.dirname, '../..'), process.argv.slice(2));
// Everything is closed by now; should something still hold the process, it does not hold the person.
setTimeout(() => process.exit(), 3_000).unref();
