/** The key of a frame's kind, however it is written; texts that hold it elsewhere are read. */
const KIND = /"(?:t|\\u0074)"\s*:/;
/** Between the JSON and the bytes of a file. */
const DELIMITER = 0xff;
const STREAM_PIECE = 3;

/**
 * Whether a message is a piece of a stream that its sender would be making. No procedure takes one, and the library keeps
 * each for as long as the call of its number lasts: a device could fill the office's memory with them. A Blob comes over
 * ports of this PC alone.
 */
export function isStreamPiece(data: string | ArrayBuffer | ArrayBufferView | Blob): boolean {
  if (data instanceof Blob) return false;
  const text = typeof data === 'string' ? data : jsonOf(data);
  if (!KIND.test(text)) return false;
  try {
    const frame: unknown = JSON.parse(text);
    return typeof frame === 'object' && frame !== null && 't' in frame && frame.t === STREAM_PIECE;
  } catch {
    return false;
  }
}

function jsonOf(data: ArrayBuffer | ArrayBufferView): string {
  const bytes = ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
  const end = bytes.indexOf(DELIMITER);
  return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
}
