import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { FROZEN_LIST, freeze, readFrozen } from './frozen.ts';

// At a release: `npm exec -- node test/upgrade/freeze-release.ts 0.1.0`. Enters every new migration and sample into
// the frozen list; from then on a test fails when one of them is changed.
const version = process.argv[2];
if (version === undefined) throw new Error('usage: freeze-release.ts VERSION');
const root = path.resolve(import.meta.dirname, '../..');
const frozen = freeze(root, readFrozen(root), version);
writeFileSync(path.join(root, FROZEN_LIST), `${JSON.stringify(frozen, null, 2)}\n`);
process.stdout.write(
  `${Object.keys(frozen.releases.at(-1)?.files ?? {}).length} files frozen as ${version}\n`,
);
