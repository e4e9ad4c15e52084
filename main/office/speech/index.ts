export { findRecording, listRecordings, RECORDINGS_FOLDER } from './recordings.ts';
