import type { StationScanner } from '#shared/contract/index.ts';
import { CLOSE_CODES } from '#shared/host/index.ts';
import { type ReadScanner, scannerSentence } from '../scanners/index.ts';
import type { StationHub, StationNews } from './hub.ts';
import type { StationLine } from './line.ts';

const ANSWER_MS = 15_000;

/** Reads a gun that is plugged into the PC of a counter; what it is is told anew on each connection. */
export function readRemoteScanner(hub: StationHub, station: string): ReadScanner {
  return (scanner, tell) => {
    async function choose(line: StationLine, chosen: StationScanner): Promise<void> {
      const signal = AbortSignal.any([AbortSignal.timeout(ANSWER_MS), line.gone]);
      try {
        await line.client.scanner.choose({ scanner: chosen }, { signal });
      } catch {
        line.end(CLOSE_CODES.goingAway);
      }
    }

    function follow(news: StationNews): void {
      if (news.station !== station) return;
      const { event } = news;
      if (event === null) {
        const line = hub.findLine(station);
        if (line === undefined) tell.onState({ kind: 'lost', problem: scannerSentence('station-away') });
        else void choose(line, scanner);
      } else if (event.kind === 'scan') tell.onScan(event.text);
      else if (event.kind === 'tokens') return;
      else if (event.state === 'lost')
        tell.onState({ kind: 'lost', problem: scannerSentence(event.problem ?? 'internal') });
      // Off: it has not been told yet.
      else tell.onState({ kind: event.state === 'listening' ? 'listening' : 'opening' });
    }

    const leave = hub.listen(follow);
    follow({ station, event: null });
    return {
      async close() {
        leave();
        const line = hub.findLine(station);
        // Nobody waits for it: another choice follows on the same line, in its turn.
        if (line !== undefined) void choose(line, { kind: 'none' });
      },
    };
  };
}
