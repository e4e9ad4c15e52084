import { runApplication } from './application.ts';

/** Entry of the Electron host. Not awaited: what must come before `ready` runs before the first await inside. */
void runApplication(import.meta.dirname, process.argv);
