import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { StartRefused } from './say.ts';
import { startWeb } from './web.ts';

const NOBODY = 65_534;

let parent = '';
let root = '';
beforeEach(() => {
  parent = mkdtempSync(path.join(tmpdir(), 'tram-start-web-'));
  chmodSync(parent, 0o755);
  root = path.join(parent, 'root');
  mkdirSync(path.join(root, 'dist', 'renderer'), { recursive: true });
  writeFileSync(path.join(root, 'dist', 'renderer', 'index.html'), '<title>Trạm</title>');
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

/** Runs as an account without rights of its own: root may write anywhere. */
async function asNobody<Value>(work: () => Promise<Value>): Promise<Value> {
  if (process.getuid?.() !== 0) return await work();
  process.seteuid?.(NOBODY);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}

test.runIf(process.platform === 'linux')(
  'a directory in which this account may not write ends with what to do',
  async () => {
    const closed = path.join(parent, 'closed');
    const readable = path.join(parent, 'readable');
    mkdirSync(closed, { mode: 0o700 });
    mkdirSync(readable);
    chmodSync(closed, 0o555);
    chmodSync(readable, 0o555);
    for (const dataDirectory of [path.join(closed, 'data'), readable]) {
      const refusal = await asNobody(() =>
        startWeb({ root, dataDirectory, port: 0, version: '0.0.0', demo: null }).then(
          () => null,
          (error: unknown) => error,
        ),
      );
      expect(refusal).toBeInstanceOf(StartRefused);
      expect(String(refusal)).toMatch(/không có quyền[\s\S]*Hãy nhờ quản trị máy[\s\S]*Ask for permission/);
      expect(String(refusal)).toContain(dataDirectory);
    }
  },
);
