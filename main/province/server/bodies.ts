import type { FastifyRequest } from 'fastify';
import { addressGroup } from '../rates/index.ts';

/** Lets so many bytes of bodies be on their way in at a time: whoever has no key yet can't fill the memory. */
export type Bodies = {
  /** Takes room for a request's body; undefined where there is none left. The room is given back by calling it, once. */
  take(request: Pick<FastifyRequest, 'headers' | 'ip'>): (() => void) | undefined;
};

/** `most`: bytes of one body, which is also what one of unknown length takes. */
export function createBodies(limits: { most: number; together: number; byAddress: number }): Bodies {
  const taken = new Map<string, number>();
  let all = 0;
  return {
    take({ headers, ip }) {
      const length = Number(headers['content-length'] ?? limits.most);
      const bytes = Number.isSafeInteger(length) ? Math.min(Math.max(length, 0), limits.most) : limits.most;
      const who = addressGroup(ip);
      const own = taken.get(who) ?? 0;
      if (all + bytes > limits.together || own + bytes > limits.byAddress) return undefined;
      taken.set(who, own + bytes);
      all += bytes;
      let given = false;
      return () => {
        if (given) return;
        given = true;
        all -= bytes;
        const left = (taken.get(who) ?? 0) - bytes;
        if (left > 0) taken.set(who, left);
        else taken.delete(who);
      };
    },
  };
}
