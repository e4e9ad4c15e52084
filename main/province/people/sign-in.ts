import { err, ok, type Result } from '#shared/base/index.ts';
import { countFailure, forgiveFailures, waitSeconds } from './attempts.ts';
import { fits, fitsNobody } from './password.ts';
import { findVerifier, loginKey } from './people.ts';
import type { PeoplePorts } from './ports.ts';
import { openSession } from './sessions.ts';

const WRONG = 'Tên đăng nhập hoặc mật khẩu không đúng. Hãy kiểm tra bộ gõ tiếng Việt rồi nhập lại.';

/** Who came in, and the token for the cookie. */
export type SignedIn = { personId: string; token: string };

/**
 * Checks name and password and opens a session. The same sentence and the same work for a wrong name as for a wrong
 * password. `origin`: the address of the caller; failures delay by name and by origin. `isTried`: false where it was not
 * even looked at because of the delay.
 */
export async function signIn(
  ports: PeoplePorts,
  attempt: { login: string; password: string; origin: string },
): Promise<Result<SignedIn, { message: string; isTried: boolean }>> {
  const keys = [`login ${loginKey(attempt.login).slice(0, 80)}`, `origin ${attempt.origin}`];
  const wait = await waitSeconds(ports, keys);
  if (wait > 0)
    return err({ message: `Thử sai nhiều lần. Hãy chờ ${wait} giây rồi thử lại.`, isTried: false });
  // Before the slow derivation: a hundred tries at once are a hundred failures.
  await countFailure(ports, keys);
  const person = await findVerifier(ports, attempt.login);
  const isRight =
    person === undefined ? await fitsNobody(attempt.password) : await fits(attempt.password, person.verifier);
  if (person === undefined || !isRight) {
    return err({ message: WRONG, isTried: true });
  }
  await forgiveFailures(ports, keys);
  return ok({ personId: person.id, token: await openSession(ports, person.id) });
}

/** Whether this is the person's own password; failures count as with a sign-in. */
export async function isOwnPassword(
  ports: PeoplePorts,
  attempt: { login: string; password: string },
): Promise<boolean> {
  const keys = [`login ${loginKey(attempt.login)}`];
  if ((await waitSeconds(ports, keys)) > 0) return false;
  await countFailure(ports, keys);
  const person = await findVerifier(ports, attempt.login);
  if (person === undefined || !(await fits(attempt.password, person.verifier))) return false;
  await forgiveFailures(ports, keys);
  return true;
}
