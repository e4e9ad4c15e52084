export { assertNever } from './assert-never.ts';
export { type InTurn, oneAfterAnother } from './one-after-another.ts';
export { err, ok, type Result } from './result.ts';
export {
  type Clock,
  epochOfOfficeTimestamp,
  type Ids,
  OFFICE_OFFSET_MINUTES,
  officeDate,
  officeMinute,
  officeTimestamp,
} from './time.ts';
export { uuidV7 } from './uuid.ts';
