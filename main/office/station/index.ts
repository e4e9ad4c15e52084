/**
 * Which station this database is written under: the marks kept outside it, what they prove at a start, and the
 * beginning of a new station where the database is an old or copied one.
 */
export { type Established, establishStation, recordStationInTx } from './establish.ts';
export { createMarkKeeper, type MarkKeeper } from './keep-mark.ts';
export {
  forgetRequest,
  identityOfFile,
  isNewStationRequested,
  requestNewStation,
} from './mark-beside.ts';
export {
  allStations,
  findDoubtOn,
  findLatestStation,
  isDoubtful,
  type Station,
  stationsProjector,
} from './stations-table.ts';
