import type { FastifyInstance, FastifyRequest } from 'fastify';
import { MAX_STICK_BYTES } from '#main/parcels/index.ts';

/** The largest body that a page takes: a stick file, and the fields around it. */
export const MAX_UPLOAD_BYTES = MAX_STICK_BYTES + 64 * 1024;
/** Fields of a form without a file. */
const MAX_FIELDS_BYTES = 64 * 1024;

/** What a form sent. */
export type Fields = {
  /** The text of a field as typed, without blanks around it; empty where there is none. */
  text(name: string): string;
  /** A field as it is: passwords keep their blanks. */
  raw(name: string): string;
  isOn(name: string): boolean;
  /** The bytes of an uploaded file; undefined where none was chosen. */
  file(name: string): Promise<{ name: string; bytes: Uint8Array } | undefined>;
};

/** Reads the bodies of forms, with and without files; anything else is refused by the server with 415. */
export function parseForms(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  const types: [type: string | RegExp, bodyLimit: number][] = [
    ['application/x-www-form-urlencoded', MAX_FIELDS_BYTES],
    [/^multipart\/form-data/, MAX_UPLOAD_BYTES],
  ];
  for (const [type, bodyLimit] of types) {
    app.addContentTypeParser(
      type,
      { parseAs: 'buffer', bodyLimit },
      async (request: FastifyRequest, body: Buffer) => {
        const headers = { 'content-type': request.headers['content-type'] ?? '' };
        try {
          return fieldsOf(await new Response(new Uint8Array(body), { headers }).formData());
        } catch {
          return EMPTY;
        }
      },
    );
  }
}

/** Of a request without a body. */
export const EMPTY: Fields = fieldsOf(new FormData());

function fieldsOf(data: FormData): Fields {
  const raw = (name: string): string => {
    const value = data.get(name);
    return typeof value === 'string' ? value : '';
  };
  return {
    raw,
    text: (name) => raw(name).normalize('NFC').trim(),
    isOn: (name) => raw(name) === 'on',
    async file(name) {
      const value = data.get(name);
      if (value === null || typeof value === 'string' || value.size === 0) return undefined;
      return { name: value.name, bytes: new Uint8Array(await value.arrayBuffer()) };
    },
  };
}
