import type { PinState, TokenPlugged, TokenProblem } from '#shared/contract/index.ts';
import { STATION_INFO_PATH, type StationInfo, TOKEN_SESSION_PATH } from '#shared/host/index.ts';
import type { OfficeClient } from './connection.ts';
import { isDeviceWindow } from './device.ts';
import { officeError } from './errors.ts';

/** A token that was let in by its PIN. The PIN itself is not here, and nowhere in the screens. */
export type TokenSession = { session: string; token: TokenPlugged };

/** The part of a window that is needed to know where it is and to speak with its own host. */
export type TokenWindow = { location: Pick<Location, 'pathname'>; fetch: typeof fetch };

type Asked = { token: string; pin: string; confirmLastTry: boolean };

const INFO_MS = 10_000;
/** As a token of the office's own PC. */
const PIN_MS = 60_000;

/**
 * The only way of a PIN out of a screen: to the process that the token is plugged into, once. At a counter that is the
 * station of its own PC, and the office gets the session only. Throws OfficeError. It is never sent again by itself: no
 * read, no cache, no mutation that remembers what it was called with.
 */
export async function openTokenSession(
  office: OfficeClient,
  asked: Asked,
  here: TokenWindow = window,
): Promise<TokenSession> {
  if (!isDeviceWindow(here.location)) return await office.tokens.openSession(asked);
  // Whoever serves this page may be the office itself, over the LAN: it gets no PIN.
  if (!(await isServedByStation(here))) throw officeError('token-missing');
  const session = await sendToStation(here, asked);
  return await office.tokens.adoptSession({ session });
}

/** Logs the token out; where it failed the session ends by itself two minutes later. */
export async function closeTokenSession(office: OfficeClient, session: string): Promise<void> {
  await office.tokens.closeSession({ session }).catch(() => {});
}

async function isServedByStation(here: TokenWindow): Promise<boolean> {
  const init = { cache: 'no-store', redirect: 'error', signal: AbortSignal.timeout(INFO_MS) } as const;
  const answer = await here.fetch(STATION_INFO_PATH, init).catch(() => {
    throw officeError('disconnected');
  });
  if (!answer.ok) return false;
  const info = (await answer.json().catch(() => null)) as Partial<StationInfo> | null;
  return info?.station === true && info.tokens === true;
}

/** Gives the id of the session there. */
async function sendToStation(here: TokenWindow, asked: Asked): Promise<string> {
  const { token, pin, confirmLastTry } = asked;
  const answer = await here
    .fetch(TOKEN_SESSION_PATH, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token, pin, confirmLastTry }),
      cache: 'no-store',
      // To this very host and to no other, whatever it answers.
      redirect: 'error',
      signal: AbortSignal.timeout(PIN_MS),
    })
    .catch(() => {
      // Whether it came there nobody knows; the tries that are left are asked anew.
      throw officeError('disconnected');
    });
  const said = (await answer.json().catch(() => null)) as StationAnswer | null;
  if (answer.ok && typeof said?.session === 'string') return said.session;
  if (answer.status !== 409 || said?.problem === undefined) throw officeError('internal');
  const { problem, pin: state = null, message = '' } = said;
  throw officeError(CODES[problem] ?? 'token-failed', { message, problem, pin: state });
}

type StationAnswer = {
  session?: string;
  problem?: TokenProblem;
  pin?: PinState | null;
  message?: string;
};

/** As the office itself turns problems of tokens into codes of its list. */
const CODES = {
  'token-missing': 'token-missing',
  'pin-wrong': 'pin-wrong',
  'pin-locked': 'pin-locked',
  'pin-last-try': 'pin-last-try',
  'session-ended': 'session-ended',
} as Partial<
  Record<TokenProblem, 'token-missing' | 'pin-wrong' | 'pin-locked' | 'pin-last-try' | 'session-ended'>
>;
