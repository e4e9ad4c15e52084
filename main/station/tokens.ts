import { existsSync } from 'node:fs';
import path from 'node:path';
import { createLogger } from '#office/log/index.ts';
import type { LogSink, StartHostProcess } from '#office/ports.ts';
import {
  createHidDriver,
  createTokens,
  forkModuleProcess,
  loadHidTokens,
  TokenError,
  type TokenProblem,
} from '#office/tokens/index.ts';
import type { Clock, Ids } from '#shared/base/index.ts';
import type { StationTokenSession, TokenPlugged, TokenSettings, TokensNow } from '#shared/contract/index.ts';
import { canonicalJson } from '#shared/journal/index.ts';

/** The tokens of this PC. A PIN comes from a page of this PC, and goes to its token and nowhere else. */
export type StationTokens = {
  list(asked: { fresh: boolean; settings: TokenSettings; roots: readonly Uint8Array[] }): Promise<TokensNow>;
  /** Throws TokenError. */
  open(asked: { token: string; pin: string; confirmLastTry: boolean }): Promise<string>;
  endSession(session: string): Promise<void>;
  session(session: string): StationTokenSession | null;
  sign(asked: {
    session: string;
    certificateId: string;
    digest: Uint8Array;
  }): Promise<{ signature: Uint8Array } | { problem: TokenProblem }>;
  close(): Promise<void>;
};

/** Sessions here belong to whoever knows their id: the page that typed the PIN, and the office that it told. */
const OWNER = 'station';

export function createStationTokens(ports: {
  clock: Clock;
  ids: Ids;
  log: LogSink;
  name: string;
  resourcesDirectory: string;
  directory: string;
  /** While the office is not connected nothing is open. */
  isConnected(): boolean;
  /** Told after each change of what `list` says. */
  onChanged(): void;
  /** Starts a process for one PKCS#11 module; null: Node itself forks it. */
  startModule: StartHostProcess | null;
}): StationTokens {
  let settings: TokenSettings = { modules: [], knownModules: true, software: false };
  let roots: readonly Uint8Array[] = [];
  const tokens = createTokens({
    clock: ports.clock,
    ids: ports.ids,
    log: createLogger(ports.log, 'tokens'),
    station: ports.name,
    resourcesDirectory: ports.resourcesDirectory,
    dataDirectory: path.join(ports.directory, 'tokens'),
    settings: () => settings,
    trust: () => ({ roots, others: [] }),
    startModule: ports.startModule ?? forkModuleProcess(null),
    hid: createHidDriver({ profiles: loadHidTokens(ports.resourcesDirectory), ids: ports.ids }),
    onChanged: ports.onChanged,
  });
  const opened = new Map<string, TokenPlugged>();

  return {
    async list(asked) {
      const own = { ...asked.settings, modules: asked.settings.modules.filter(isModuleHere) };
      const changed = canonicalJson(settings) !== canonicalJson(own);
      settings = own;
      roots = asked.roots;
      if (changed) await tokens.settingsChanged();
      return tokens.list({ fresh: asked.fresh });
    },
    async open(asked) {
      const { session, token } = await tokens.openSession(asked, {
        person: OWNER,
        isStillThere: ports.isConnected,
      });
      // Only of the newest sessions; ended ones are not found below.
      if (opened.size >= 20) opened.clear();
      opened.set(session, token);
      return session;
    },
    endSession: (session) => tokens.closeSession(session, OWNER),
    session(session) {
      const signer = tokens.findSigner(session, OWNER);
      const token = opened.get(session);
      if (signer === undefined || token === undefined) return null;
      const own = token.certificates.flatMap(({ id }) => {
        const der = signer.certificateOf(id);
        return der === undefined ? [] : [{ id, der: toBase64(der) }];
      });
      const others = signer
        .certificates()
        .map((der) => ({ id: null, der: toBase64(der) }))
        .filter(({ der }) => !own.some((one) => one.der === der));
      return { kind: signer.kind, token, certificates: [...own, ...others] };
    },
    async sign({ session, certificateId, digest }) {
      const signer = tokens.findSigner(session, OWNER);
      if (signer === undefined) return { problem: 'session-ended' };
      try {
        return { signature: await signer.sign(certificateId, digest) };
      } catch (error) {
        return { problem: error instanceof TokenError ? error.problem : 'internal' };
      }
    },
    close: () => tokens.close(),
  };
}

/**
 * The office's list is for all its PCs: what this one does not have is no trouble here. A share of the network is nobody's
 * own module, whoever names it.
 */
function isModuleHere(file: string): boolean {
  return !/^[/\\]{2}/.test(file) && existsSync(file);
}

const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
