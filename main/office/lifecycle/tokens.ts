import path from 'node:path';
import type { EventPublisher } from '@orpc/server';
import type { OfficeEvent, TokenSettings } from '#shared/contract/index.ts';
import type { Journal } from '../journal/index.ts';
import { createLogger } from '../log/index.ts';
import type { OfficePorts } from '../ports.ts';
import { createRemoteTokens, type RemoteTokens, type StationHub } from '../remote-devices/index.ts';
import type { OfficeSettings } from '../settings/index.ts';
import type { Database } from '../storage/index.ts';
import {
  changeTokenSettings,
  createHidDriver,
  createTokens,
  forkModuleProcess,
  loadHidTokens,
  signAsTest,
  type TestSigned,
  type TokenSigner,
  type Tokens,
  tokenSettingsOf,
} from '../tokens/index.ts';

/** Where a person sits: the PC of the office, or a counter's. */
export type TokenPlace = { person: string; station: string };

/** The tokens of this PC with the settings of its office, and those of its counters' PCs. */
export type OfficeTokens = Omit<Tokens, 'findSigner' | 'testSignature' | 'closeSession'> & {
  /** Of the counters' PCs alone. */
  remote: Pick<RemoteTokens, 'list' | 'adopt'>;
  /** For signing, wherever the token is; undefined where the session has ended or is another's. */
  findSigner(session: string, at: TokenPlace): TokenSigner | undefined;
  testSignature(request: { session: string; certificate: string }, at: TokenPlace): Promise<TestSigned>;
  closeSession(session: string, at: TokenPlace): Promise<void>;
  settings(): TokenSettings;
  /** Recorded; open sessions end. */
  change(settings: TokenSettings, actor: string): Promise<void>;
};

export function openTokens(parts: {
  ports: Pick<
    OfficePorts,
    | 'clock'
    | 'ids'
    | 'log'
    | 'resourcesDirectory'
    | 'dataDirectory'
    | 'startTokenModule'
    | 'tokenModuleLimits'
  >;
  db: Database;
  journal: Journal;
  station: string;
  office: () => OfficeSettings;
  /** Trusted roots, DER. */
  roots: () => readonly Uint8Array[];
  stations: StationHub;
  events: EventPublisher<{ event: OfficeEvent }>;
}): OfficeTokens {
  const { ports, db, journal, station, events } = parts;
  const settings = () => tokenSettingsOf(db, parts.office());
  const tokens = createTokens({
    clock: ports.clock,
    ids: ports.ids,
    log: createLogger(ports.log, 'tokens'),
    station,
    resourcesDirectory: ports.resourcesDirectory,
    dataDirectory: path.join(ports.dataDirectory, 'tokens'),
    settings,
    trust: () => ({ roots: parts.roots(), others: [] }),
    ...(ports.tokenModuleLimits === undefined ? {} : { limits: ports.tokenModuleLimits }),
    startModule: ports.startTokenModule ?? forkModuleProcess(null),
    hid: createHidDriver({ profiles: loadHidTokens(ports.resourcesDirectory), ids: ports.ids }),
    onChanged: () => events.publish('event', { kind: 'tokens' }),
  });
  const remote = createRemoteTokens({
    hub: parts.stations,
    clock: ports.clock,
    ids: ports.ids,
    settings,
    roots: parts.roots,
  });
  const findSigner = (session: string, at: TokenPlace): TokenSigner | undefined =>
    tokens.findSigner(session, at.person) ?? remote.findSigner(session, at);
  return {
    ...tokens,
    remote,
    findSigner,
    testSignature: ({ session, certificate }, at) =>
      signAsTest(findSigner(session, at), certificate, ports.ids),
    async closeSession(session, at) {
      await Promise.all([tokens.closeSession(session, at.person), remote.closeSession(session, at)]);
    },
    async endAbandoned() {
      await Promise.all([tokens.endAbandoned(), remote.endAbandoned()]);
    },
    async close() {
      await remote.close();
      await tokens.close();
    },
    settings,
    async change(next, actor) {
      changeTokenSettings({ db, journal }, next, { actor, station });
      await tokens.settingsChanged();
    },
  };
}
