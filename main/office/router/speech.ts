import { OfficeError } from '../lifecycle/index.ts';
import { findRecording, listRecordings } from '../speech/index.ts';
import { procedures } from './context.ts';

export const speech = {
  recordings: procedures.speech.recordings.handler(({ context }) =>
    listRecordings(context.core.ports.dataDirectory),
  ),
  recording: procedures.speech.recording.handler(async ({ context, input }) => {
    const found = await findRecording(context.core.ports.dataDirectory, input.clip);
    if (found === undefined) throw new OfficeError('not-found');
    return { type: found.type, data: Buffer.from(found.bytes).toString('base64') };
  }),
};
