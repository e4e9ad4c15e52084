import { parseArgs } from 'node:util';
import { err, ok, type Result } from '#shared/base/index.ts';
import { PackKind } from '#shared/exchange/index.ts';
import { SEE_USAGE } from './usage.ts';

/** Where the data is. Null and null: the usual folder of this person. */
export type Place = { databaseUrl: string | null; directory: string | null };

export type ServeArguments = {
  demo: boolean;
  port: number;
  host: string;
  name: string | null;
  tls: { cert: string; key: string } | null;
  trustProxy: string | null;
};

/** What a person or a script asked for. Files are paths as they were typed. */
export type Command =
  | ({ command: 'serve' } & ServeArguments)
  | { command: 'help' }
  | { command: 'import'; file: string; answer: string }
  | {
      command: 'invite';
      name: string;
      agencyCode: string;
      codeFormat: string;
      firstSerial: number;
      lastSerial: number;
      leaseDays: number;
    }
  | { command: 'invite-again'; office: string }
  | {
      command: 'enrol-request';
      file: string;
      answer: string | null;
      fingerprint: string | null;
      office: string | null;
    }
  | { command: 'offices' }
  | { command: 'revoke'; office: string }
  | {
      command: 'publish-pack';
      kind: PackKind;
      file: string;
      title: string;
      effectiveFrom: string;
      source: string;
    }
  | { command: 'rotate-keys'; endPresent: boolean };

const DEFAULT_PORT = 8440;
const text = { type: 'string' } as const;
const flag = { type: 'boolean', default: false } as const;

/** A sentence for the person who typed it. */
class Wrong extends Error {}

/** Reads the command line; the error is for the person who typed it. `environment`: DATABASE_URL counts. */
export function readArguments(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Result<{ place: Place; command: Command }, string> {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      strict: true,
      allowPositionals: true,
      options: {
        help: { ...flag, short: 'h' },
        demo: flag,
        port: text,
        host: text,
        name: text,
        'tls-cert': text,
        'tls-key': text,
        'trust-proxy': text,
        'database-url': text,
        directory: text,
        answer: text,
        again: text,
        'agency-code': text,
        'code-format': text,
        'first-serial': text,
        'last-serial': text,
        'lease-days': text,
        fingerprint: text,
        office: text,
        title: text,
        'effective-from': text,
        source: text,
        'end-present': flag,
      },
    });
    const databaseUrl = values['database-url'] ?? environment['DATABASE_URL'] ?? null;
    const directory = values.directory ?? null;
    if (values['database-url'] !== undefined && directory !== null) {
      throw new Wrong('Chỉ chọn một: --database-url hoặc --directory.');
    }
    // A folder that was named counts more than what stands in the environment.
    const place = { databaseUrl: directory === null && databaseUrl !== '' ? databaseUrl : null, directory };
    if (values.help) return ok({ place, command: { command: 'help' } });
    return ok({ place, command: commandOf(values, positionals) });
  } catch (error) {
    return err(`${error instanceof Error ? error.message : String(error)}\n${SEE_USAGE}`);
  }
}

type Values = Readonly<Record<string, string | boolean | undefined>>;

function commandOf(values: Values, [name, ...rest]: readonly string[]): Command {
  const option = (key: string): string | null => {
    const value = values[key];
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const needed = (key: string): string => {
    const value = option(key);
    if (value === null) throw new Wrong(`Lệnh ${name} cần --${key}. / The command ${name} needs --${key}.`);
    return value;
  };
  const place = (index: number, what: string): string => {
    const value = rest[index];
    if (value === undefined || value === '') throw new Wrong(`Lệnh ${name} cần ${what}.`);
    return value;
  };
  const whole = (key: string, fallback: number, least: number, most: number): number => {
    const value = option(key);
    if (value === null) return fallback;
    const number = Number(value);
    if (!/^\d{1,7}$/.test(value) || number < least || number > most) {
      throw new Wrong(`--${key}: cần một số từ ${least} đến ${most}, không phải "${value}".`);
    }
    return number;
  };
  const atMost = (count: number): void => {
    if (rest.length > count)
      throw new Wrong(`Lệnh ${name}: thừa "${rest[count]}". Tên có dấu cách phải để trong ngoặc kép.`);
  };

  switch (name) {
    case undefined: {
      const cert = option('tls-cert');
      const key = option('tls-key');
      if ((cert === null) !== (key === null)) throw new Wrong('--tls-cert và --tls-key phải đi cùng nhau.');
      return {
        command: 'serve',
        demo: values['demo'] === true,
        port: whole('port', DEFAULT_PORT, 0, 65_535),
        host: option('host') ?? '127.0.0.1',
        name: option('name'),
        tls: cert === null || key === null ? null : { cert, key },
        trustProxy: option('trust-proxy'),
      };
    }
    case 'import':
      atMost(1);
      return { command: 'import', file: place(0, 'tệp gói'), answer: needed('answer') };
    case 'invite': {
      const again = option('again');
      atMost(again === null ? 1 : 0);
      if (again !== null) return { command: 'invite-again', office: again };
      const firstSerial = whole('first-serial', 1, 1, 9_999_999);
      return {
        command: 'invite',
        name: place(0, 'tên cơ quan'),
        agencyCode: option('agency-code') ?? '',
        codeFormat: option('code-format') ?? '',
        firstSerial,
        lastSerial: whole('last-serial', Math.max(9999, firstSerial), firstSerial, 9_999_999),
        leaseDays: whole('lease-days', 60, 1, 400),
      };
    }
    case 'enrol-request': {
      atMost(1);
      const fingerprint = option('fingerprint');
      return {
        command: 'enrol-request',
        file: place(0, 'tệp yêu cầu'),
        answer: fingerprint === null ? option('answer') : needed('answer'),
        fingerprint,
        office: option('office'),
      };
    }
    case 'offices':
      atMost(0);
      return { command: 'offices' };
    case 'revoke':
      atMost(1);
      return { command: 'revoke', office: place(0, 'id của cơ quan (xem lệnh offices)') };
    case 'publish-pack': {
      atMost(2);
      const kind = PackKind.safeParse(place(0, `loại bộ (${PackKind.options.join(', ')})`));
      if (!kind.success) throw new Wrong(`Loại bộ chỉ có: ${PackKind.options.join(', ')}.`);
      const effectiveFrom = needed('effective-from');
      if (!/^\d{4}-\d{2}-\d{2}$/.test(effectiveFrom))
        throw new Wrong('--effective-from: cần ngày dạng YYYY-MM-DD.');
      return {
        command: 'publish-pack',
        kind: kind.data,
        file: place(1, 'tệp JSON'),
        title: needed('title'),
        effectiveFrom,
        source: needed('source'),
      };
    }
    case 'rotate-keys':
      atMost(0);
      return { command: 'rotate-keys', endPresent: values['end-present'] === true };
    case 'help':
      return { command: 'help' };
    default:
      throw new Wrong(`Không có lệnh "${name}". / There is no command "${name}".`);
  }
}
