import { openLanDoor } from '#main/web/index.ts';
import { startOffice } from '#office/index.ts';
import { type Parent, serveParent } from './office-service.ts';

/** Entry of the office's own process, forked by the main process with `utilityProcess`. */
type ChildProcess = NodeJS.Process & { parentPort: Parent };

serveParent((process as ChildProcess).parentPort, {
  startOffice,
  openLanDoor,
  end: (code) => process.exit(code),
  onCrash: (tell) => process.on('uncaughtExceptionMonitor', tell),
});
