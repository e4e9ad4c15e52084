import { setTimeout as pause } from 'node:timers/promises';
import { DetailedError, Upload } from 'tus-js-client';
import { LineBroken, type UploadCall, UploadRefused } from './transport.ts';

/** What is lost where a line breaks; with a budget it lasts some seconds. */
const PIECE_BYTES = 64 * 1024;
const SECONDS_A_PIECE = 4;

/**
 * Sends a file by tus 1.0, from where a begun upload stands. Pieces are small and follow each other no faster than the
 * budget allows. `silentMs`: so long without a piece ends it.
 */
export function uploadFile(call: UploadCall, silentMs: number): Promise<void> {
  const { budget } = call;
  const piece =
    budget === null ? PIECE_BYTES : Math.max(4096, Math.min(PIECE_BYTES, budget * SECONDS_A_PIECE));
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    let ended = false;
    /** The budget allows the next piece from then on. */
    let notBefore = 0;
    const upload = new Upload(Buffer.from(call.bytes), {
      endpoint: call.endpoint,
      ...(call.upload === null ? {} : { uploadUrl: call.upload }),
      metadata: { sha256: call.sha256 },
      chunkSize: piece,
      retryDelays: null,
      storeFingerprintForResuming: false,
      async onBeforeRequest(request) {
        const wait = notBefore - performance.now();
        if (wait > 1) await pause(wait);
        request.setHeader('Authorization', `Bearer ${await call.token()}`);
      },
      onUploadUrlAvailable() {
        if (upload.url !== null) call.onBegun(upload.url);
      },
      onChunkComplete(length, sent) {
        alive();
        call.onSent(sent);
        if (budget !== null) notBefore = performance.now() + (length / budget) * 1000;
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
