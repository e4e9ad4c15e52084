import { createCipheriv, createDecipheriv, createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto';

/** Sizes of an SQLCipher 4 file: a page ends with its IV and its MAC, the first page begins with the salt. */
export const PAGE = 4096;
export const SALT = 16;
export const MAC = 64;
const IV = 16;

/** One key over the pages of one file. Page numbers begin with 1. */
export type PageCipher = {
  /** Whether this page was written under this key and is as it was written. */
  fits(page: Uint8Array, number: number): boolean;
  /** The plain content of a page whose MAC was checked: without salt, IV and MAC. */
  open(page: Uint8Array, number: number): Buffer;
  /** A whole page of the file with this content; `iv` has 16 random bytes. */
  seal(content: Uint8Array, number: number, iv: Uint8Array): Buffer;
};

/** `salt`: the first 16 bytes of the file; `key`: the raw 32 bytes. */
export function createPageCipher(key: Uint8Array, salt: Uint8Array): PageCipher {
  const macSalt = salt.map((byte) => byte ^ 0x3a);
  const macKey = pbkdf2Sync(key, macSalt, 2, 32, 'sha512');
  const startOf = (number: number) => (number === 1 ? SALT : 0);

  /** HMAC-SHA-512 over cipher text, IV and page number. */
  function macOf(page: Uint8Array, number: number): Buffer {
    const pageNumber = Buffer.alloc(4);
    pageNumber.writeUInt32LE(number);
    return createHmac('sha512', macKey)
      .update(page.subarray(startOf(number), PAGE - MAC))
      .update(pageNumber)
      .digest();
  }

  return {
    fits: (page, number) => timingSafeEqual(macOf(page, number), page.subarray(PAGE - MAC)),
    open(page, number) {
      const end = PAGE - MAC - IV;
      const decipher = createDecipheriv('aes-256-cbc', key, page.subarray(end, end + IV));
      decipher.setAutoPadding(false);
      return Buffer.concat([decipher.update(page.subarray(startOf(number), end)), decipher.final()]);
    },
    seal(content, number, iv) {
      const cipher = createCipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
      const head = number === 1 ? [salt] : [];
      const sealed = Buffer.concat([...head, cipher.update(content), cipher.final(), iv, Buffer.alloc(MAC)]);
      macOf(sealed, number).copy(sealed, PAGE - MAC);
      return sealed;
    },
  };
}
