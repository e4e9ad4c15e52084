export { readBuildTime } from './build-date.ts';
export {
  defaultDataDirectory,
  defaultDemoDirectory,
  defaultStationDirectory,
  type Machine,
} from './data-directory.ts';
export { type DirectoryLock, type LockHolder, lockDataDirectory } from './directory-lock.ts';
export { createLogFile, type LogFile } from './log-file.ts';
export { readMachine } from './machine-id.ts';
export { makeDirectory } from './make-directory.ts';
export { createMarkStore, defaultMarkDirectory } from './mark-store.ts';
export { systemNetwork } from './network.ts';
export { refusalOfNode } from './node-version.ts';
export { CONTENT_SECURITY_POLICY, SECURITY_HEADERS } from './security-headers.ts';
export { loadStaticFiles, type StaticFile, type StaticFiles } from './static-files.ts';
export { createIds, systemClock } from './system.ts';
