import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { ASSETS } from './layout.ts';

const FONTS = ['BeVietnamPro_400Regular.ttf', 'BeVietnamPro_600SemiBold.ttf'];

/** The one stylesheet and the fonts, read once. They tell nothing, so everybody may have them. */
export function registerAssets(app: FastifyInstance): void {
  const own = (name: string, folder: string, type: string) => ({
    name,
    type,
    bytes: readFileSync(new URL(`${folder}${name}`, import.meta.url)),
  });
  const files = [
    own('style.css', './', 'text/css; charset=utf-8'),
    ...FONTS.map((name) => own(name, '../../../resources/fonts/be-vietnam-pro/', 'font/ttf')),
  ];
  for (const { name, type, bytes } of files) {
    const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
    app.get(`${ASSETS}/${name}`, (request, reply) => {
      // Asked for again each time (answered by 304): after an update nobody sees new pages in the old style.
      reply.header('etag', etag).header('cache-control', 'no-cache');
      if (request.headers['if-none-match'] === etag) return reply.code(304).send();
      return reply.type(type).send(bytes);
    });
  }
}
