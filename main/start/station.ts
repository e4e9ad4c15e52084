import { hostname } from 'node:os';
import path from 'node:path';
import { createIds, createLogFile, lockDataDirectory, makeDirectory, systemClock } from '#main/host/index.ts';
import { type RunningStation, startStation } from '#main/station/index.ts';
import type { StationArguments } from './arguments.ts';
import { blamingData } from './data-trouble.ts';
import { listenAgain } from './last-port.ts';
import { StartRefused, say } from './say.ts';
import { tellStation } from './station-texts.ts';
import { explainLocked } from './web.ts';

/** The PC of a counter in its browser form. */
export type StationHere = Pick<RunningStation, 'startAddress' | 'makeOpenAddress' | 'close'>;

/**
 * Runs the PC of a counter in a directory of its own. What was opened is closed again when a later step fails. Refuses
 * when another process uses the directory or the port, or the directory cannot be used.
 */
export async function startStationHere(options: {
  root: string;
  directory: string;
  /** 0: any free port. Null: the one of the last start when it is free, else any. */
  port: number | null;
  asked: StationArguments;
}): Promise<StationHere> {
  const { directory, asked } = options;
  const closers: (() => Promise<void> | void)[] = [];
  async function close(): Promise<void> {
    for (let closer = closers.pop(); closer !== undefined; closer = closers.pop()) await closer();
  }
  try {
    await blamingData(directory, () => makeDirectory(directory));
    const lock = await blamingData(directory, () => lockDataDirectory(directory, 'web'));
    if (!lock.ok) throw new StartRefused(explainLocked(directory, lock.error.pid));
    closers.push(lock.value.release);
    const log = await blamingData(directory, () =>
      createLogFile(path.join(directory, 'logs', 'station.log')),
    );
    closers.push(log.close);
    let place: RunningStation['tokenPlace'] = () => null;
    const station = await listenAgain(directory, options.port, (port) =>
      startStation({
        office: asked.office,
        code: asked.code,
        fingerprint: asked.fingerprint,
        directory,
        port,
        ids: createIds(systemClock),
        // A store of the operating system is reached through the window (Electron) only.
        secrets: null,
        name: hostname(),
        resourcesDirectory: path.join(options.root, 'resources'),
        elapsed: () => performance.now(),
        random: Math.random,
        tell: (news) => tellStation(news, { asked, directory, place: place(), say }),
        log: log.sink,
      }),
    );
    place = station.tokenPlace;
    closers.push(station.close);
    return { startAddress: station.startAddress, makeOpenAddress: station.makeOpenAddress, close };
  } catch (error) {
    await close();
    throw error;
  }
}
