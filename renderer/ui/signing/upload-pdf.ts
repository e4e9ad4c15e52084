import { newRequestId, type OfficeClient } from '#renderer/office/index.ts';

/** Bytes of one piece; the contract allows a MiB, and a small piece shows progress sooner. */
const PIECE_BYTES = 512 * 1024;

/** Base64 of bytes, in slices that a call can take as arguments. */
export function base64Of(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 0x8000)
    binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(binary);
}

/** Sends a file to the office of this window in pieces, and nowhere else; gives the id under which it waits there. */
export async function uploadPdf(
  office: OfficeClient,
  file: Blob,
  options: { onSent: (bytes: number) => void; signal: AbortSignal },
): Promise<string> {
  const uploadId = newRequestId();
  for (let offset = 0; offset === 0 || offset < file.size; offset += PIECE_BYTES) {
    options.signal.throwIfAborted();
    const piece = new Uint8Array(await file.slice(offset, offset + PIECE_BYTES).arrayBuffer());
    await office.signing.upload({ uploadId, offset, data: base64Of(piece) }, { signal: options.signal });
    options.onSent(offset + piece.length);
  }
  return uploadId;
}
