/** Containers of offices are read and their runs checked, beside the thread that answers. */
export type { ReadingOf, ReadParcel } from './read-parcel.ts';
export { openReading, type Reading, readHere } from './threads.ts';
