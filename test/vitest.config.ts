import { availableParallelism } from 'node:os';
import path from 'node:path';
import { defineConfig } from 'vitest/config';

const root = path.resolve(import.meta.dirname, '..');

/**
 * Two projects: `unit` (beside the files, no browser) and `e2e` (a real browser against a built renderer).
 * The root lies one level up because tool configuration stays inside the rooms.
 */
export default defineConfig({
  root,
  test: {
    globalSetup: path.join(root, 'test', 'fixtures', 'run-folder.ts'),
    // Much of the time is waiting for children, printers and disks: one worker more than there are cores fills it.
    maxWorkers: availableParallelism() + 1,
    // In CI each run leaves its counts, so that the closing line can add them up and nothing is skipped unseen.
    reporters:
      process.env['CI'] === undefined
        ? ['default']
        : ['default', ['json', { outputFile: path.join(root, 'test-results', `run-${process.pid}.json`) }]],
    projects: [
      {
        root,
        test: {
          name: 'unit',
          include: [
            '{shared,main,renderer}/**/*.test.{ts,tsx}',
            'test/{architecture,contracts,upgrade,fuzz,prove,packaging}/**/*.test.ts',
          ],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          pool: 'forks',
        },
      },
      {
        root,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // As long as a locator waits: a screen on a busy machine may take more than the usual second.
          expect: { poll: { timeout: 30_000 } },
          pool: 'forks',
          // Each file has an office, a port and a browser of its own; keys and scanners are waited for, not computed.
          maxWorkers: 2,
          // A real browser on a busy machine of two cores: once more before a journey counts as failed in CI.
          retry: process.env['CI'] === undefined ? 0 : 1,
        },
      },
    ],
  },
});
