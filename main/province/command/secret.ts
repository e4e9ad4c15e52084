import { readFileSync } from 'node:fs';
import { createSecrets, LEAST_SECRET, type Secrets } from '../keys/index.ts';
import { Refused } from './say.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Whether this server is given a secret for the keys in its database. */
export const hasSecret = (environment: Environment): boolean =>
  secretOf(environment, 'PROVINCE_SECRET') !== null;

/** How the keys lie in the database, by the environment. Throws `Refused` where a secret is too short or not to be read. */
export function readSecrets(environment: Environment): Secrets {
  return createSecrets(
    secretOf(environment, 'PROVINCE_SECRET'),
    secretOf(environment, 'PROVINCE_SECRET_BEFORE'),
  );
}

function secretOf(environment: Environment, name: string): string | null {
  const file = environment[`${name}_FILE`];
  const isFile = file !== undefined && file !== '';
  const secret = (isFile ? readSecretFile(file, name) : (environment[name] ?? '')).trim();
  if (secret === '' && !isFile) return null;
  if (secret.length < LEAST_SECRET) {
    throw new Refused(
      `${name}: cần ít nhất ${LEAST_SECRET} ký tự ngẫu nhiên. Hãy tạo bằng lệnh: openssl rand -base64 32 / at least ${LEAST_SECRET} characters.`,
    );
  }
  return secret;
}

function readSecretFile(file: string, name: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new Refused(
      `Không đọc được tệp bí mật ở ${name}_FILE ("${file}"). / The secret file cannot be read.`,
    );
  }
}
