import type { FastifyInstance, FastifyRequest } from 'fastify';
import { MAX_STICK_BYTES } from '#main/parcels/index.ts';

/** Fields of a form without a file: more, nobody can send who is not signed in. */
const MAX_FIELDS_BYTES = 64 * 1024;
/** The largest bodies of the forms with a file: a stick file, a pack's JSON, and the fields around them. */
export const MAX_STICK_FORM_BYTES = MAX_STICK_BYTES + MAX_FIELDS_BYTES;
export const MAX_PACK_FORM_BYTES = 16 * 1024 * 1024;

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
  for (const type of ['application/x-www-form-urlencoded', /^multipart\/form-data/]) {
    // A form with a file says itself how large it may be.
    const bodyLimit = MAX_FIELDS_BYTES;
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
