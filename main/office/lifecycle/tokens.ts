import path from 'node:path';
import type { EventPublisher } from '@orpc/server';
import type { OfficeEvent, TokenSettings } from '#shared/contract/index.ts';
import type { Journal } from '../journal/index.ts';
import { createLogger } from '../log/index.ts';
import type { OfficePorts } from '../ports.ts';
import type { OfficeSettings } from '../settings/index.ts';
import type { Database } from '../storage/index.ts';
import {
  changeTokenSettings,
  createHidDriver,
  createTokens,
  forkModuleProcess,
  loadHidTokens,
  type Tokens,
  tokenSettingsOf,
} from '../tokens/index.ts';

/** The tokens of this PC with the settings of its office. */
export type OfficeTokens = Tokens & {
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
  return {
    ...tokens,
    settings,
    async change(next, actor) {
      changeTokenSettings({ db, journal }, next, { actor, station });
      await tokens.settingsChanged();
    },
  };
}
