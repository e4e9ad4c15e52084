import path from 'node:path';
import type { TokenSettings } from '#shared/contract/index.ts';
import { createPkcs11Driver } from './pkcs11/driver.ts';
import { findKnownModules, loadKnownModules, thisMachine } from './pkcs11/known-modules.ts';
import type { TokensPorts } from './ports.ts';
import { createSoftwareDriver } from './software/driver.ts';
import { type TokenDriver, TokenError, type TokenFound, type TokenKind } from './token.ts';

/** One way to tokens, as it answered last. */
type Way = {
  driver: TokenDriver;
  /** Module file or empty. */
  through: string;
  /** Null before the first answer. */
  last: { tokens: TokenFound[]; problem: TokenError | null } | null;
  /** After a failure it is not asked again before, unless a person asks. */
  notBefore: number;
};

export type TroubleFound = { kind: TokenKind; through: string; problem: TokenError };
export type Found = { tokens: TokenFound[]; troubles: TroubleFound[] };

/** All tokens of this PC, through all its drivers. */
export type Inventory = {
  /** `fresh`: also ways that failed a moment ago. Never throws. */
  survey(fresh: boolean): Promise<Found>;
  /** The driver that has this token, having looked again just now. Throws TokenError `token-missing` or its failure. */
  getToken(id: string): Promise<{ driver: TokenDriver; token: TokenFound }>;
  /** Drivers are built anew from the settings; tokens that were open through the old ones are not any more. */
  rebuild(): Promise<void>;
  close(): Promise<void>;
};

/** A module that fails each time is not started at every look. */
const PAUSE_AFTER_FAILURE_MS = 30_000;

export function createInventory(ports: TokensPorts): Inventory {
  const machine = ports.machine ?? thisMachine;
  const software = createSoftwareDriver({
    directory: ports.dataDirectory,
    clock: ports.clock,
    ids: ports.ids,
  });
  // With the first question: a new office has no settings yet when its rooms are opened.
  let built: Way[] | undefined;
  const ways = () => {
    built ??= build(ports.settings());
    return built;
  };

  function build(settings: TokenSettings): Way[] {
    const known = settings.knownModules
      ? findKnownModules(loadKnownModules(ports.resourcesDirectory), machine)
      : [];
    const files = [...new Set([...settings.modules, ...known])];
    const way = (driver: TokenDriver, through: string): Way => ({
      driver,
      through,
      last: null,
      notBefore: 0,
    });
    return [
      ...files.map((file) =>
        way(
          createPkcs11Driver({
            file,
            start: ports.startModule,
            machine: machine.arch,
            ...(ports.limits === undefined ? {} : { limits: ports.limits }),
          }),
          path.basename(file),
        ),
      ),
      ...(ports.hid === null ? [] : [way(ports.hid, '')]),
      ...(settings.software ? [way(software, '')] : []),
    ];
  }

  async function ask(way: Way): Promise<void> {
    try {
      way.last = { tokens: await way.driver.list(), problem: null };
      way.notBefore = 0;
    } catch (thrown) {
      const problem = thrown instanceof TokenError ? thrown : new TokenError('internal', nameOf(thrown));
      if (way.last?.problem?.problem !== problem.problem) {
        ports.log.warn('a way to tokens failed', { through: way.through, problem: problem.problem });
      }
      way.last = { tokens: [], problem };
      way.notBefore = ports.clock.now() + PAUSE_AFTER_FAILURE_MS;
    }
  }

  return {
    async survey(fresh) {
      const asked = ways();
      const now = ports.clock.now();
      await Promise.all(asked.filter((way) => fresh || way.notBefore <= now).map(ask));
      const tokens = eachOnce(asked.flatMap((way) => way.last?.tokens ?? []));
      const troubles = asked.flatMap(({ driver, through, last }): TroubleFound[] =>
        last?.problem == null ? [] : [{ kind: driver.kind, through, problem: last.problem }],
      );
      // Devices of which one can't be read do not hide the others.
      for (const { through, problem, detail } of ports.hid?.troubles() ?? []) {
        troubles.push({ kind: 'hid', through, problem: new TokenError(problem, detail) });
      }
      if (tokens.length === 0 && !asked.some(({ driver }) => driver.kind === 'pkcs11')) {
        const problem = new TokenError('module-missing', 'no known module is installed');
        troubles.push({ kind: 'pkcs11', through: '', problem });
      }
      return { tokens, troubles };
    },
    async getToken(id) {
      const before = ways().find(({ last }) => last?.tokens.some((token) => token.id === id));
      // Nobody has looked yet, or it was plugged in since.
      for (const way of before === undefined ? ways() : [before]) {
        await ask(way);
        const token = way.last?.tokens.find((one) => one.id === id);
        if (token !== undefined) return { driver: way.driver, token };
        if (way === before && way.last?.problem) throw way.last.problem;
      }
      throw new TokenError('token-missing', 'no driver has this token');
    },
    async rebuild() {
      const before = built ?? [];
      const settings = ports.settings();
      built = build(settings);
      await Promise.all(
        before.filter(({ driver }) => driver.kind === 'pkcs11').map(({ driver }) => driver.close()),
      );
      // Switched off it is forgotten: that is how one that was locked in a training is made anew.
      if (!settings.software) software.forget();
    },
    async close() {
      await Promise.all([...(built ?? []).map(({ driver }) => driver.close()), software.close()]);
    },
  };
}

/** One token is often seen through several modules, which are one product under many names: the first way counts. */
function eachOnce(tokens: readonly TokenFound[]): TokenFound[] {
  const kept: TokenFound[] = [];
  for (const token of tokens) if (!kept.some((one) => isSame(one, token))) kept.push(token);
  return kept;
}

function isSame(one: TokenFound, other: TokenFound): boolean {
  if (one.id === other.id) return true;
  if (one.serialNumber === '' || one.serialNumber !== other.serialNumber) return false;
  const hexOf = ({ certificates }: TokenFound) =>
    certificates.map(({ der }) => Buffer.from(der).toString('hex'));
  const certificates = hexOf(one);
  return hexOf(other).some((der) => certificates.includes(der));
}

function nameOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.name : 'nothing that is an error was thrown';
}
