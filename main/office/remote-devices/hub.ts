import type { Clock } from '#shared/base/index.ts';
import type { StationEvent } from '#shared/contract/index.ts';
import { CLOSE_CODES } from '#shared/host/index.ts';
import type { Logger } from '../log/index.ts';
import { openLine, type StationLine, type StationSocket } from './line.ts';

/** What is told of stations: one came or went, or its devices say something. */
export type StationNews = { station: string; event: StationEvent | null };

/** The stations that are connected now. In memory; outlives an office that is closed for a moment and opened again. */
export type StationHub = {
  /** Serves a connection of that station until it closes. An older one of the same station is ended. */
  attach(station: string, socket: StationSocket): StationLine;
  findLine(station: string): StationLine | undefined;
  /** Gives what ends it. */
  listen(listener: (news: StationNews) => void): () => void;
};

export function createStationHub(ports: { clock: Clock; log: Logger }): StationHub {
  const lines = new Map<string, StationLine>();
  const listeners = new Set<(news: StationNews) => void>();

  function tell(news: StationNews): void {
    for (const listener of [...listeners]) listener(news);
  }

  return {
    attach(station, socket) {
      const line = openLine({
        ...ports,
        station,
        socket,
        onEvent: (event) => {
          if (lines.get(station) === line) tell({ station, event });
        },
      });
      const before = lines.get(station);
      lines.set(station, line);
      before?.end(CLOSE_CODES.goingAway);
      line.gone.addEventListener('abort', () => {
        if (lines.get(station) !== line) return;
        lines.delete(station);
        tell({ station, event: null });
      });
      tell({ station, event: null });
      return line;
    },
    findLine: (station) => lines.get(station),
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
