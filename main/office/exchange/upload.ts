import type { Agent } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { DefaultHttpStack, DetailedError, Upload } from 'tus-js-client';
import { LineBroken, type UploadCall, UploadRefused } from './transport.ts';

/** What is lost where a line breaks; with a budget it lasts some seconds. */
const PIECE_BYTES = 64 * 1024;
const SECONDS_A_PIECE = 4;

/**
 * Sends a file by tus 1.0, from where a begun upload stands. Pieces are small and follow each other no faster than the
 * budget allows. `silentMs`: so long without a piece ends it. `agent`: the connections of the line, for neither a proxy of
 * the environment nor another handshake is wanted here.
 */
export function uploadFile(call: UploadCall, silentMs: number, agent?: Agent): Promise<void> {
  const { budget } = call;
  const piece =
    budget === null ? PIECE_BYTES : Math.max(4096, Math.min(PIECE_BYTES, budget * SECONDS_A_PIECE));
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    let ended = false;
    /** The budget allows the next piece from then on. */
    let notBefore = 0;
    /** When the piece that is on its way began. */
    let begun = performance.now();
    const upload = new Upload(Buffer.from(call.bytes), {
      endpoint: call.endpoint,
      ...(call.upload === null ? {} : { uploadUrl: call.upload }),
      ...(agent === undefined ? {} : { httpStack: new DefaultHttpStack({ agent }) }),
      metadata: { sha256: call.sha256 },
      chunkSize: piece,
      retryDelays: null,
      storeFingerprintForResuming: false,
      async onBeforeRequest(request) {
        const wait = notBefore - performance.now();
        if (wait > 1) await pause(wait);
        request.setHeader('Authorization', `Bearer ${await call.token()}`);
        begun = performance.now();
      },
      onUploadUrlAvailable() {
        if (upload.url !== null) call.onBegun(upload.url);
      },
      onChunkComplete(length, sent) {
        alive();
        // What the piece took on the line counts: a slow one needs no further pause.
        if (budget !== null) notBefore = begun + (length / budget) * 1000;
        call.onSent(sent);
      },
      onSuccess: () => end(resolve),
      onError: (error) => end(() => reject(faultOf(error))),
    });
    const stop = () => end(() => reject(new LineBroken('stopped')));
    const alive = () => {
      clearTimeout(timer);
      timer = setTimeout(() => end(() => reject(new LineBroken('silent'))), silentMs);
    };
    function end(tell: () => void): void {
      if (ended) return;
      ended = true;
      clearTimeout(timer);
      call.signal.removeEventListener('abort', stop);
      void upload.abort().catch(() => undefined);
      tell();
    }
    if (call.signal.aborted) return stop();
    call.signal.addEventListener('abort', stop, { once: true });
    alive();
    upload.start();
  });
}

function faultOf(error: unknown): Error {
  const status = error instanceof DetailedError ? (error.originalResponse?.getStatus() ?? 0) : 0;
  return status === 0 ? new LineBroken('cut') : new UploadRefused(status);
}
