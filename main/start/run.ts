import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { makeStaleElectron, makeStaleScreens } from '#main/bundle/index.ts';
import { defaultDataDirectory, defaultDemoDirectory, defaultStationDirectory } from '#main/host/index.ts';
import { asksForHelp, readArguments, type StartOptions, type StationArguments, USAGE } from './arguments.ts';
import { blamingData } from './data-trouble.ts';
import { openDemoDirectory } from './demo-directory.ts';
import {
  explainNoWindow,
  fetchElectron,
  findElectron,
  type NoWindow,
  obstacleToWindow,
} from './electron-runtime.ts';
import { openBrowser } from './open-browser.ts';
import { StartRefused, say } from './say.ts';
import { startStationHere } from './station.ts';
import { startWeb } from './web.ts';

const FETCH_LIMIT_MS = 5 * 60_000;
/** Electron that ends with an error within this time never showed its window. */
const CRASH_WITHIN_MS = 15_000;
const PARENT_POLL_MS = 500;

/** Starts the program as the command line asks; resolves with the exit code once it has ended. */
export async function run(root: string, argv: readonly string[]): Promise<number> {
  if (asksForHelp(argv)) {
    process.stdout.write(USAGE);
    return 0;
  }
  const options = readArguments(argv);
  if (!options.ok) {
    say(options.error);
    return 2;
  }
  try {
    if (!options.value.web) {
      const noWindow = await runElectron(root, options.value);
      if (typeof noWindow === 'number') return noWindow;
      say(`\n${explainNoWindow(noWindow)}\n`);
    }
    const { station } = options.value;
    return await (station === null ? runWeb(root, options.value) : runStation(root, options.value, station));
  } catch (error) {
    if (!(error instanceof StartRefused)) throw error;
    say(error.message);
    return 1;
  }
}

function dataDirectoryOf(options: StartOptions): string {
  const machine = { platform: process.platform, env: process.env, home: homedir() };
  if (options.data !== null) return path.resolve(options.data);
  if (options.station !== null) return defaultStationDirectory(machine);
  return options.demo ? defaultDemoDirectory(machine) : defaultDataDirectory(machine);
}

async function runWeb(root: string, options: StartOptions): Promise<number> {
  const dataDirectory = dataDirectoryOf(options);
  const demo = options.demo
    ? { marker: await blamingData(dataDirectory, () => openDemoDirectory(dataDirectory)), tree: options.tree }
    : null;
  if (await makeStaleScreens(root)) say('Đã dựng màn hình. / Screens built.');
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    version: string;
  };
  const web = await startWeb({ root, dataDirectory, port: options.port, version, demo });
  const ended = untilAskedToEnd();
  if (demo !== null) {
    process.stdout.write(`${JSON.stringify({ address: web.startAddress, people: web.people })}\n`);
  } else {
    say('Trạm Một Cửa đang chạy. Mở địa chỉ này trong trình duyệt trên máy này (nhấn Ctrl+C để dừng):');
    process.stdout.write(`${web.startAddress}\n`);
    // What a program is started with stands in the list of processes for every account of this PC to read.
    openBrowser(web.makeOpenAddress());
  }
  await ended;
  await web.close();
  return 0;
}

/** The screens come from the office: nothing is built here, and no database is opened. */
async function runStation(root: string, options: StartOptions, asked: StationArguments): Promise<number> {
  const station = await startStationHere({
    root,
    directory: dataDirectoryOf(options),
    port: options.port,
    asked,
  });
  const ended = untilAskedToEnd();
  say(
    `Máy ở quầy, nối với máy chính ${asked.office.origin} đang chạy. Mở địa chỉ này trong trình duyệt trên máy này (nhấn Ctrl+C để dừng):`,
  );
  process.stdout.write(`${station.startAddress}\n`);
  openBrowser(station.makeOpenAddress());
  await ended;
  await station.close();
  return 0;
}

/** The exit code of a window that was open, or why there was none. */
async function runElectron(root: string, options: StartOptions): Promise<number | NoWindow> {
  const obstacle = obstacleToWindow({
    platform: process.platform,
    env: process.env,
    userId: process.getuid?.() ?? null,
  });
  if (obstacle !== null) return obstacle;
  let program = findElectron(root, process.env);
  if (program === null) {
    const fetched = await fetchElectron(root, FETCH_LIMIT_MS);
    if (!fetched.ok) return fetched.error;
    program = fetched.value;
  }
  await makeStaleScreens(root);
  await makeStaleElectron(root);
  const begun = performance.now();
  const child = spawn(program, [root, `--data=${dataDirectoryOf(options)}`, ...stationArguments(options)], {
    cwd: root,
    stdio: 'inherit',
  });
  const stop = (): void => {
    child.kill();
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
  const outcome = await new Promise<{ code: number | null; detail: string }>((resolve) => {
    child.once('error', (error) => resolve({ code: null, detail: error.message }));
    child.once('exit', (code, signal) => resolve({ code, detail: signal ?? `mã ${code}` }));
  });
  process.off('SIGTERM', stop).off('SIGINT', stop);
  const quick = performance.now() - begun < CRASH_WITHIN_MS;
  if (!child.killed && quick && outcome.code !== 0) return { kind: 'crashed', detail: outcome.detail };
  return outcome.code ?? (child.killed ? 0 : 1);
}

/** In the form in which the window's own command line is read. */
function stationArguments({ station }: StartOptions): string[] {
  if (station === null) return [];
  const { office, code, fingerprint } = station;
  return [
    `--station=${office.origin}`,
    ...(code === null ? [] : [`--code=${code}`]),
    ...(fingerprint === null ? [] : [`--fingerprint=${fingerprint}`]),
  ];
}

/** Resolves at the first signal to end, or when npm is gone; a second signal ends at once. */
function untilAskedToEnd(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    const end = (): void => {
      if (asked) process.exit(130);
      asked = true;
      resolve();
    };
    // SIGHUP is also how Windows tells that the console window was closed.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
    if (process.env['npm_lifecycle_event'] === undefined) return;
    // npm runs us under a shell that dies of a signal without passing it on: who ended npm meant us.
    const parent = process.ppid;
    const watch = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(watch);
      if (!asked) end();
    }, PARENT_POLL_MS);
    watch.unref();
  });
}
