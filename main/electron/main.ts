import { runApplication } from './application.ts';
import { runStationApplication, stationAskedFor } from './station-application.ts';

/** Entry of the Electron host. Not awaited: what must come before `ready` runs before the first await inside. */
const run = stationAskedFor(process.argv) === null ? runApplication : runStationApplication;
void run(import.meta.dirname, process.argv);
