import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { createIds, defaultDataDirectory, lockDataDirectory, systemClock } from '#main/host/index.ts';
import { readName } from '../identity.ts';
import { SecretMissing } from '../keys/index.ts';
import { day } from '../pages/texts.ts';
import { ensureSetupCode, isSetUp } from '../people/index.ts';
import type { ProvinceLog } from '../ports.ts';
import { createProvince } from '../province.ts';
import { type RunningProvince, startProvince } from '../run.ts';
import { openStore } from '../store/index.ts';
import { type Place, readArguments, type ServeArguments } from './arguments.ts';
import { runCommand } from './commands.ts';
import { fillDemo } from './demo.ts';
import { Refused, say } from './say.ts';
import { hasSecret, readSecrets } from './secret.ts';
import { USAGE } from './usage.ts';
import { startWarnings } from './warnings.ts';

/** Runs `npm run province` as the command line asks; resolves with the exit code once it has ended. */
export async function run(root: string, argv: readonly string[]): Promise<number> {
  const read = readArguments(argv, process.env);
  if (!read.ok) {
    say(read.error);
    return 2;
  }
  const { place, command } = read.value;
  if (command.command === 'help') {
    process.stdout.write(USAGE);
    return 0;
  }
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    version: string;
  };
  const releases: (() => Promise<void>)[] = [];
  try {
    const demo = command.command === 'serve' && command.demo;
    const where = demo && place.directory === null ? {} : await takePlace(place, releases);
    if (command.command === 'serve') return await serve(where, command, version);
    const store = await openStore(where);
    releases.push(() => store.close());
    const secrets = readSecrets(process.env);
    const province = await createProvince({
      ...{ store, clock: systemClock, ids: createIds(systemClock), log, version, secrets },
    });
    await runCommand(province, command);
    return 0;
  } catch (error) {
    if (error instanceof Refused) say(error.message);
    else say(explain(error));
    return 1;
  } finally {
    for (const release of releases.reverse()) await release();
  }
}

type Where = { databaseUrl?: string; directory?: string };

/** The database that was asked for; the embedded one is this process's alone as long as it runs. */
async function takePlace(place: Place, releases: (() => Promise<void>)[]): Promise<Where> {
  if (place.databaseUrl !== null) return { databaseUrl: place.databaseUrl };
  const machine = { platform: process.platform, env: process.env, home: homedir() };
  const directory = path.resolve(place.directory ?? `${defaultDataDirectory(machine)}-province`);
  const lock = await lockDataDirectory(directory, 'web');
  if (!lock.ok) {
    throw new Refused(
      `Thư mục "${directory}" đang được chương trình khác dùng (tiến trình ${lock.error.pid ?? 'không rõ'}). ` +
        'Khi máy chủ đang chạy, hãy dùng trang quản trị; hoặc dừng máy chủ rồi chạy lại lệnh. / The folder is in use.',
    );
  }
  releases.push(() => lock.value.release());
  return { directory: path.join(directory, 'database') };
}

async function serve(where: Where, asked: ServeArguments, version: string): Promise<number> {
  const tls = asked.tls === null ? undefined : { cert: readPem(asked.tls.cert), key: readPem(asked.tls.key) };
  const running = await startProvince({
    ...where,
    ...{ port: asked.port, host: asked.host, clock: systemClock, ids: createIds(systemClock), log, version },
    name: asked.name ?? (asked.demo ? 'Tỉnh Thử nghiệm' : undefined),
    tls,
    trustProxy: asked.trustProxy ?? undefined,
    secrets: asked.demo ? undefined : readSecrets(process.env),
  });
  const ended = untilAskedToEnd();
  try {
    const name = await readName(running.province.sql);
    if (asked.name !== null && asked.name !== name) {
      say(
        `Tên tỉnh đã đặt là "${name}"; --name không thay. Đổi ở trang Cài đặt. / The name is set; --name is left.`,
      );
    }
    await tellStart(running, { ...asked, secure: tls !== undefined });
    await ended;
    say('Đang dừng… / ending…');
    return 0;
  } finally {
    await running.close();
  }
}

/** What the person at the terminal, and a script, need to go on. */
async function tellStart(
  { province, address }: RunningProvince,
  asked: Pick<ServeArguments, 'demo' | 'host' | 'trustProxy'> & { secure: boolean },
): Promise<void> {
  for (const warning of startWarnings({ ...asked, isSealed: hasSecret(process.env) })) say(warning);
  // Whoever was there before keeps what they have: samples go into an empty province alone.
  const demo = asked.demo && !(await isSetUp(province)) ? await fillDemo(province) : null;
  const code = demo === null ? await ensureSetupCode(province) : undefined;
  if (code !== undefined) {
    say(`Chưa có quản trị viên. Mở ${address}/quan-tri/bat-dau và nhập mã khởi tạo / setup code: ${code}`);
  }
  say('Máy chủ tỉnh đang chạy (nhấn Ctrl+C để dừng) / the province’s server runs (Ctrl+C ends it):');
  if (demo === null) {
    say(`Quản trị / administration: ${address}/quan-tri`);
    process.stdout.write(`${address}\n`);
  } else {
    say(`Quản trị: ${address}/quan-tri  ${demo.administrator.login} / ${demo.administrator.password}`);
    for (const { name, agencyCode, code, expires, isWorkstation } of demo.offices) {
      const who = isWorkstation ? ', trạm mẫu của npm run dev / the sample workstation' : '';
      say(`Mã ghép của ${name}, mã cơ quan ${agencyCode}${who}: ${code} (đến ${day(expires)})`);
    }
    process.stdout.write(`${JSON.stringify({ address, ...demo })}\n`);
  }
}

function readPem(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new Refused(`Không đọc được "${file}". Hãy kiểm tra --tls-cert và --tls-key.`);
  }
}

/** One line of JSON for each event; no name, number or code of a person ever goes in. */
const log: ProvinceLog = {
  info: (message, data) => write('info', message, data),
  warn: (message, data) => write('warn', message, data),
  error: (message, data) => write('error', message, data),
};

function write(level: string, message: string, data: Record<string, unknown> = {}): void {
  process.stderr.write(
    `${JSON.stringify({ time: new Date(systemClock.now()).toISOString(), level, message, ...data })}\n`,
  );
}

/** What the system says of a database or port that is not to be had, without the address, in which a password may be. */
function explain(error: unknown): string {
  if (error instanceof SecretMissing) {
    return 'Khóa của tỉnh trong cơ sở dữ liệu được mã hóa bằng một bí mật mà máy này không có. Hãy đặt đúng PROVINCE_SECRET (hoặc PROVINCE_SECRET_FILE) như khi mã hóa; nếu vừa đổi bí mật, đặt bí mật trước ở PROVINCE_SECRET_BEFORE. / The keys are sealed with another secret.';
  }
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  if (code === 'EADDRINUSE')
    return 'Cổng này đang được chương trình khác dùng. Hãy chọn --port khác. / The port is taken.';
  if (code === 'EACCES') return 'Không có quyền dùng cổng hoặc tệp này. / Not permitted.';
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === '3D000' || code.startsWith('28')) {
    return `Không mở được cơ sở dữ liệu (${code}). Hãy kiểm tra DATABASE_URL và PostgreSQL. / The database cannot be opened.`;
  }
  const text = error instanceof Error ? error.message : 'không rõ';
  return `Máy chủ dừng vì lỗi: ${text.replace(/postgres(ql)?:\/\/\S+/g, '…')}`;
}

/** Resolves at the first signal to end; a second one ends at once. */
function untilAskedToEnd(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    const end = (): void => {
      if (asked) process.exit(130);
      asked = true;
      resolve();
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
    if (process.env['npm_lifecycle_event'] === undefined) return;
    // npm runs us under a shell that dies of a signal without passing it on: who ended npm meant us.
    const parent = process.ppid;
    setInterval(() => {
      if (process.ppid !== parent && !asked) end();
    }, PARENT_POLL_MS).unref();
  });
}

const PARENT_POLL_MS = 500;
