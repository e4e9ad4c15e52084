import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOfficeCore } from '#office/lifecycle/index.ts';
import { testPorts } from '#test/fixtures/office.ts';
import { paperFile } from '../copy-papers.ts';
import { codesIn, startCopyingOffice } from '../testing.oracle.ts';

const SCRIPT = path.join(import.meta.dirname, 'swap-once.oracle.ts');
/** A process and an office for each step on a machine that does other things too. */
const PATIENCE_MS = 300_000;
/** As many as a swap of these files has; the last test says so where that changes. */
const STEPS = 10;
const FROM = { origin: 'test', host: 'in-process' } as const;
const BODY = {
  id: 'copy-1',
  madeAt: '2026-11-20T08:00:00.000+07:00',
  outcome: 'whole',
  entries: 1,
  papers: 1,
  damaged: [],
  damages: 0,
};

type Era = { password: string; codes: string[]; papers: string[] };
let login = '';
let then: Era;
let now: Era;
let prepared = '';
/** A data directory of an office that went on after its copy was made; the copy is checked and waits in it. */
let waiting = '';

beforeAll(async () => {
  const office = await startCopyingOffice();
  prepared = mkdtempSync(path.join(os.tmpdir(), 'tram-swap-'));
  waiting = path.join(prepared, 'waiting');
  try {
    const { password, ...administrator } = office.person('administrator');
    login = administrator.login;
    const first = office.receive();
    const paper = await office.print('giấy thứ nhất');
    then = { password, codes: [first], papers: [paper] };
    await office.copy();
    now = {
      password: 'năm con ngựa xám',
      codes: [first, office.receive()],
      papers: [paper, await office.print('giấy thứ hai')],
    };
    const { user, token } = await office.core.signIn(login, password, FROM);
    await office.core.changePassword(user.id, { current: password, next: now.password }, token);
    await office.core.restoring.check(
      (await office.listed())[0]?.folder ?? '',
      { kind: 'password', login, password },
      { office: null, administratorOfCopy: false, origin: 'test' },
      { signal: new AbortController().signal, onProgress: () => undefined },
    );
    await office.core.close();
    cpSync(office.ports.dataDirectory, waiting, { recursive: true });
  } finally {
    await office.end();
  }
}, PATIENCE_MS);
afterAll(() => rmSync(prepared, { recursive: true, force: true }));

function swapAndCut(step: number) {
  const directory = path.join(prepared, `cut at ${step}`);
  cpSync(waiting, directory, { recursive: true });
  const child = spawnSync(process.execPath, [SCRIPT, directory, JSON.stringify(BODY), String(step)]);
  return { directory, signal: child.signal, told: child.stdout.toString(), faults: child.stderr.toString() };
}

describe('a kill -9 while a copy is put in place', () => {
  it.each(Array.from({ length: STEPS }, (_, index) => index + 1))(
    'at step %i: the next start finds the old office whole or the restored one whole',
    { timeout: PATIENCE_MS },
    async (step) => {
      const { directory, ...ended } = swapAndCut(step);
      expect(ended).toEqual({ signal: 'SIGKILL', told: '', faults: '' });
      // What was checked is on the disk at step 1, the plan at step 2.
      const [right, wrong] = step === 1 ? [now, then] : [then, now];
      const core = await createOfficeCore(testPorts({ dataDirectory: directory }));
      try {
        await expect(core.signIn(login, wrong.password, FROM)).rejects.toMatchObject({
          code: 'wrong-password',
        });
        await core.signIn(login, right.password, FROM);
        expect(codesIn(core)).toEqual([...right.codes].sort());
        const archive = path.join(directory, 'archive');
        for (const paper of now.papers) {
          const isThere = right.papers.includes(paper);
          expect(existsSync(paperFile(archive, paper))).toBe(isThere);
          if (isThere) expect(core.opened().printing.archive.read(paper).length).toBeGreaterThan(100);
        }
        expect(await core.opened().verification.verify()).toMatchObject({ state: 'ok' });
        const left = readdirSync(directory);
        expect(left.filter((name) => /^(restor|.*\.new$)/.test(name))).toEqual([]);
        const before = left.find((name) => name.startsWith('truoc-khoi-phuc-'));
        expect(before === undefined ? [] : readdirSync(path.join(directory, before)).sort()).toEqual(
          right === now ? [] : ['archive', 'keys.copy.json', 'keys.json', 'office.db'],
        );
      } finally {
        await core.close();
        rmSync(directory, { recursive: true });
      }
    },
  );

  it('was tried at every step that there is', () => {
    expect(swapAndCut(0)).toMatchObject({ signal: null, told: `${STEPS}`, faults: '' });
  });
});
