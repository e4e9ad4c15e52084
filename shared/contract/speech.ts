import { z } from 'zod';
import { CLIP_NAMES, RECORDING_TYPES } from '../speech/index.ts';
import { procedure } from './define.ts';

const Clip = z.enum(CLIP_NAMES);
const RecordingType = z.enum(RECORDING_TYPES);

/** A recording of this office that takes the place of a shipped sound. */
export const Recording = z.object({
  clip: Clip,
  type: RecordingType,
  /** Changes with the file: what is held of another version is asked anew. */
  version: z.string(),
});
export type Recording = z.infer<typeof Recording>;

/**
 * A file of that folder that is not used: `name`: no sound of ours is called so; `size`: empty or too large; `kind`: its
 * bytes are not what its ending says; `double`: another file of the same name is used; `unreadable`.
 */
export const RefusedRecording = z.object({
  file: z.string().max(100),
  reason: z.enum(['name', 'size', 'kind', 'double', 'unreadable']),
});
export type RefusedRecording = z.infer<typeof RefusedRecording>;

export const speech = {
  recordings: procedure({
    title: 'Giọng đọc riêng của cơ quan',
    description:
      'Which sounds of a call this office has recorded itself (files in the folder `sounds` of the data directory), and which files there are not used and why.',
    access: ['clerk', 'administrator', 'board'],
    input: z.object({}),
    output: z.object({
      recordings: z.array(Recording).max(CLIP_NAMES.length),
      refused: z.array(RefusedRecording).max(50),
    }),
  }),
  recording: procedure({
    title: 'Một âm thanh ghi riêng',
    description: 'The bytes of one recording, as base64.',
    access: ['clerk', 'administrator', 'board'],
    input: z.object({ clip: Clip }),
    output: z.object({ type: RecordingType, data: z.base64() }),
    errors: ['not-found'],
  }),
};
