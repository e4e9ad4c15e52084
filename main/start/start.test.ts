import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

/** `npm start` as a process: what it prints, how it ends. */
const root = path.resolve(import.meta.dirname, '../..');

/** The first start may have to build the screens. */
const BUILD_AND_START_MS = 240_000;

let parent = '';
const running = new Set<ChildProcess>();
beforeEach(() => {
  parent = mkdtempSync(path.join(tmpdir(), 'tram-start-'));
});
afterEach(async () => {
  for (const child of running) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  running.clear();
  rmSync(parent, { recursive: true, force: true });
});

type Started = {
  child: ChildProcess;
  output: () => string;
  errors: () => string;
  exit: Promise<number | null>;
};

function start(...argv: string[]): Started {
  return startWith({}, ...argv);
}

function startWith(env: Record<string, string>, ...argv: string[]): Started {
  const child = spawn(process.execPath, ['--import', './main/check-node.js', 'main/start.ts', ...argv], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    // No window is opened while testing, and no browser either: xdg-open takes BROWSER at its word.
    env: { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '', BROWSER: 'true', ...env },
  });
  running.add(child);
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const exit = once(child, 'close').then(([code]) => code as number | null);
  return { child, output: () => output, errors: () => errors, exit };
}

/** The first line on standard output; fails with what was said when the process ends before. */
async function firstLine(started: Started): Promise<string> {
  while (!started.output().includes('\n')) {
    const ended = await Promise.race([
      started.exit.then((code) => ({ code })),
      once(started.child.stdout ?? started.child, 'data').then(() => null),
    ]);
    if (ended !== null && !started.output().includes('\n')) {
      throw new Error(`ended with ${ended.code}: ${started.errors()}`);
    }
  }
  return started.output().split('\n')[0] ?? '';
}

type Demo = { address: string; people: { login: string; role: string; name: string; password: string }[] };

test(
  'a demo prints one line of JSON, lets a browser in, ends cleanly, and keeps its data with fresh passwords',
  async () => {
    const data = path.join(parent, 'demo');
    const argv = ['--web', '--port', '0', '--demo', '--data', data];
    const first = start(...argv);
    const demo: Demo = JSON.parse(await firstLine(first));
    expect(demo.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?start=[\w-]{43}$/);
    expect(demo.people.map(({ role }) => role).sort()).toEqual(['administrator', 'clerk']);
    for (const person of demo.people) {
      expect(Object.keys(person).sort()).toEqual(['login', 'name', 'password', 'role']);
      expect(person.password.length).toBeGreaterThanOrEqual(10);
    }
    const answer = await fetch(demo.address, { redirect: 'manual' });
    const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const page = await fetch(new URL('/', demo.address), { headers: { cookie } });
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<div id="root">');

    const second = start('--web', '--port', '0', '--data', data);
    expect(await second.exit).toBe(1);
    expect(second.errors()).toContain(`tiến trình ${first.child.pid}`);

    first.child.kill('SIGTERM');
    expect(await first.exit).toBe(0);
    expect(first.output().trim().split('\n')).toHaveLength(1);
    await expect(fetch(demo.address)).rejects.toThrow();

    const third = start(...argv);
    const again: Demo = JSON.parse(await firstLine(third));
    expect(again.people.map(({ login }) => login).sort()).toEqual(
      demo.people.map(({ login }) => login).sort(),
    );
    for (const person of again.people) {
      expect(demo.people.map(({ password }) => password)).not.toContain(person.password);
    }
    third.child.kill('SIGINT');
    expect(await third.exit).toBe(0);
  },
  BUILD_AND_START_MS,
);

test.runIf(process.platform !== 'win32')(
  'a host whose npm was ended ends too, and frees its directory',
  async () => {
    const data = path.join(parent, 'demo');
    const argv = ['start', '--', '--web', '--port', '0', '--demo', '--data', data];
    const npm = spawn('npm', argv, { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] });
    running.add(npm);
    let output = '';
    for await (const chunk of npm.stdout) {
      output += chunk;
      if (output.includes('{"address"')) break;
    }
    expect(JSON.parse(output.split('\n').find((line) => line.startsWith('{')) ?? '')).toHaveProperty(
      'people',
    );
    npm.kill('SIGTERM');
    await vi.waitFor(() => expect(existsSync(path.join(data, 'host.lock'))).toBe(false), { timeout: 30_000 });
  },
  BUILD_AND_START_MS,
);

test('a demo refuses a directory that it did not make, and leaves it as it was', async () => {
  const foreign = path.join(parent, 'foreign');
  mkdirSync(foreign);
  const started = start('--web', '--port', '0', '--demo', '--data', foreign);
  expect(await started.exit).toBe(1);
  expect(started.output()).toBe('');
  expect(started.errors()).toContain(foreign);
  expect(existsSync(path.join(foreign, 'logs'))).toBe(false);
});

test.runIf(process.platform === 'linux')(
  'without a display the reason is said in both languages and the browser host runs',
  async () => {
    const started = start('--data', path.join(parent, 'data'));
    expect(await firstLine(started)).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?start=/);
    expect(started.errors()).toContain('Không mở được cửa sổ');
    expect(started.errors()).toContain('To get the window');
    started.child.kill('SIGTERM');
    expect(await started.exit).toBe(0);
  },
  BUILD_AND_START_MS,
);

/** The address with which a start without a display opens a browser; `xdg-open` is a script that notes it down. */
async function openedAddress(data: string): Promise<{ started: Started; printed: string; opened: string }> {
  const programs = path.join(parent, 'bin');
  const note = path.join(parent, 'opened');
  mkdirSync(programs, { recursive: true });
  rmSync(note, { force: true });
  writeFileSync(
    path.join(programs, 'xdg-open'),
    `#!/bin/sh\necho "$1" > "${note}.new" && mv "${note}.new" "${note}"\n`,
    {
      mode: 0o755,
    },
  );
  const search = `${programs}${path.delimiter}${process.env['PATH']}`;
  const started = startWith({ PATH: search }, '--web', '--data', data);
  const printed = await firstLine(started);
  await vi.waitFor(() => expect(existsSync(note)).toBe(true), { timeout: 30_000 });
  return { started, printed, opened: readFileSync(note, 'utf8').trim() };
}

/** What a browser gets for an address: status and cookie. */
async function open(address: string): Promise<{ status: number; cookie: string }> {
  const answer = await fetch(address, { redirect: 'manual' });
  return { status: answer.status, cookie: (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '' };
}

test.runIf(process.platform === 'linux')(
  'what the list of processes shows lets one browser in once; a killed host comes back where its tabs look for it',
  async () => {
    const data = path.join(parent, 'data');
    const first = await openedAddress(data);
    const { origin } = new URL(first.printed);
    expect(new URL(first.opened).origin).toBe(origin);
    expect(first.opened).not.toBe(first.printed);
    const tab = await open(first.opened);
    expect(tab.status).toBe(303);
    expect((await open(first.opened)).status).toBe(401);
    const asProgram = (token: string) =>
      fetch(`${origin}/api/setup/options`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-start-token': token },
        body: '{}',
      });
    const tokenOf = (address: string) => new URL(address).searchParams.get('start') ?? '';
    expect((await asProgram(tokenOf(first.opened))).status).toBe(401);
    expect((await asProgram(tokenOf(first.printed))).status).toBe(200);
    expect((await open(first.printed)).status).toBe(303);

    first.started.child.kill('SIGKILL');
    await first.started.exit;
    const second = await openedAddress(data);
    expect(new URL(second.printed).origin).toBe(origin);
    const asTab = (cookie: string) => fetch(`${origin}/`, { headers: { cookie } });
    expect((await asTab(tab.cookie)).status).toBe(401);
    expect((await asProgram(tokenOf(first.printed))).status).toBe(401);
    const reopened = await open(second.opened);
    // The same name: the browser replaces the old one, and the tab that was left open is in again.
    expect(reopened.cookie.split('=')[0]).toBe(tab.cookie.split('=')[0]);
    expect((await asTab(reopened.cookie)).status).toBe(200);

    const elsewhere = start('--web', '--data', path.join(parent, 'other'), '--port', new URL(origin).port);
    expect(await elsewhere.exit).toBe(1);
    expect(elsewhere.errors()).toContain('--port N');
    second.started.child.kill('SIGTERM');
    await second.started.exit;
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(Number(new URL(origin).port), '127.0.0.1', resolve));
    const third = await openedAddress(data);
    expect(new URL(third.printed).origin).not.toBe(origin);
    squatter.close();
  },
  BUILD_AND_START_MS,
);

test('a data directory that cannot be used ends with what to do, in both languages, and no stack', async () => {
  const file = path.join(parent, 'tệp');
  writeFileSync(file, '');
  const unusable: [string, string][] = [
    [file, 'là một tệp'],
    [path.join(file, 'data'), 'là một tệp'],
  ];
  if (process.platform === 'linux') unusable.push(['/proc/tram-mot-cua', '(E']);
  for (const [data, reason] of unusable) {
    for (const argv of [
      ['--web', '--data', data],
      ['--demo', '--data', data],
    ]) {
      const started = start(...argv);
      expect([argv, await started.exit, started.output()]).toEqual([argv, 1, '']);
      expect(started.errors()).toContain(reason);
      expect(started.errors()).not.toMatch(/\n\s+at /);
    }
  }
});

test('a wrong command line ends with 2 and the usage', async () => {
  const started = start('--port', 'x');
  expect(await started.exit).toBe(2);
  expect(started.errors()).toContain('npm start --');
});
