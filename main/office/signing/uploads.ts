import { MOST_PDF_BYTES } from '#shared/contract/index.ts';
import { SigningRefused } from './refused.ts';

/** How long a file that was sent waits to be used, and how much all of them may take. */
const KEPT_MS = 10 * 60_000;
const MOST_TOGETHER = 4 * MOST_PDF_BYTES;

type Upload = { owner: string; pieces: Uint8Array[]; bytes: number; touchedAt: number };

/** Files on their way in, in memory only: what nobody uses within minutes is gone. */
export type Uploads = {
  /** Adds the next piece; `offset` 0 begins anew. Returns how much is there. Throws `not-found`, `invalid-input`. */
  add(owner: string, id: string, offset: number, piece: Uint8Array): number;
  /** The whole file. It stays for another use (verify, then attach). Throws `not-found`. */
  read(owner: string, id: string): Uint8Array;
  forget(owner: string, id: string): void;
};

export function createUploads(clock: { now(): number }): Uploads {
  const uploads = new Map<string, Upload>();
  const keyOf = (owner: string, id: string) => `${owner} ${id}`;

  function dropOld(): void {
    const now = clock.now();
    for (const [key, { touchedAt }] of uploads) if (Math.abs(now - touchedAt) > KEPT_MS) uploads.delete(key);
  }

  function room(): number {
    return [...uploads.values()].reduce((left, { bytes }) => left - bytes, MOST_TOGETHER);
  }

  return {
    add(owner, id, offset, piece) {
      dropOld();
      const key = keyOf(owner, id);
      if (offset === 0) uploads.delete(key);
      const upload = uploads.get(key) ?? { owner, pieces: [], bytes: 0, touchedAt: 0 };
      if (upload.bytes !== offset)
        throw new SigningRefused('not-found', 'Tệp gửi lên bị đứt quãng. Hãy chọn lại tệp.');
      if (upload.bytes + piece.length > MOST_PDF_BYTES)
        throw new SigningRefused(
          'invalid-input',
          'Tệp PDF lớn hơn 16 MB. Hãy giảm dung lượng rồi chọn lại.',
          {
            field: 'data',
          },
        );
      if (piece.length > room())
        throw new SigningRefused(
          'invalid-input',
          'Đang có nhiều tệp gửi lên cùng lúc. Hãy chờ vài phút rồi thử lại.',
          {
            field: 'data',
          },
        );
      upload.pieces.push(piece);
      upload.bytes += piece.length;
      upload.touchedAt = clock.now();
      uploads.set(key, upload);
      return upload.bytes;
    },
    read(owner, id) {
      dropOld();
      const upload = uploads.get(keyOf(owner, id));
      if (upload === undefined || upload.bytes === 0)
        throw new SigningRefused('not-found', 'Tệp vừa chọn không còn. Hãy chọn lại tệp.');
      upload.touchedAt = clock.now();
      return new Uint8Array(Buffer.concat(upload.pieces));
    },
    forget: (owner, id) => void uploads.delete(keyOf(owner, id)),
  };
}
