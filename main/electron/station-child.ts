import { startStation } from '#main/station/index.ts';
import { type StationParent, serveStationParent } from './station-service.ts';

/** Entry of the station's own process, forked by the main process with `utilityProcess`. */
type ChildProcess = NodeJS.Process & { parentPort: StationParent };

serveStationParent((process as ChildProcess).parentPort, {
  startStation,
  end: (code) => process.exit(code),
});
