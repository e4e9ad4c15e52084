export { findCallClips, PAUSE_BETWEEN_CALLS_MS, pauseBefore, type SpokenCall } from './call-clips.ts';
export {
  CLIP_NAMES,
  type ClipName,
  COUNTER_CLIPS,
  DIGIT_CLIPS,
  isClipName,
  LETTER_CLIPS,
  PHRASE_CLIPS,
} from './clips.ts';
export {
  beginsAs,
  findRecordingOf,
  RECORDING_BYTES,
  RECORDING_TYPES,
  type RecordingType,
} from './recordings.ts';
