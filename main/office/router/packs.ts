import { OfficeError, type OpenOffice } from '../lifecycle/index.ts';
import type { ListedPack } from '../packs/index.ts';
import { findUser } from '../users/index.ts';
import { procedures, requireUser } from './context.ts';

function shown(office: OpenOffice, pack: ListedPack) {
  const { decided, ...rest } = pack;
  return {
    ...rest,
    decided:
      decided === null
        ? null
        : {
            at: decided.at,
            by: decided.byDate ? null : (findUser(office.db, decided.actor)?.name ?? decided.actor),
            inForceFrom: decided.inForceFrom,
          },
  };
}

export const packs = {
  list: procedures.packs.list.handler(({ context }) => {
    const { office } = requireUser(context);
    return {
      kinds: office.packs.list().map(({ kind, packs: ofKind }) => ({
        kind,
        shipped: office.packs.shippedTitle(kind),
        packs: ofKind.map((pack) => shown(office, pack)),
      })),
    };
  }),
  news: procedures.packs.news.handler(({ context }) => {
    const { packs: room } = requireUser(context).office;
    return {
      packs: room.ofToday().map(({ kind, version, title, at }) => ({ kind, version, title, at })),
      waiting: room
        .waiting()
        .map(({ kind, version, title, effectiveFrom }) => ({ kind, version, title, effectiveFrom })),
    };
  }),
  differences: procedures.packs.differences.handler(({ context, input }) => {
    const all = requireUser(context).office.packs.findDifferences(input);
    if (all === undefined) {
      throw new OfficeError('not-found', {
        message: 'Chưa có nội dung của gói này nên chưa so được. Hãy chờ gói về.',
      });
    }
    const counts = { added: 0, removed: 0, changed: 0 };
    for (const { what } of all) counts[what] += 1;
    const found = input.what === 'all' ? all : all.filter(({ what }) => what === input.what);
    return {
      counts,
      total: found.length,
      rows: found.slice(input.offset, input.offset + input.limit).map(({ what, key, title, changes }) => ({
        what,
        key,
        title,
        changes: changes.map(({ label, before, after }) => ({ label: { ...label }, before, after })),
      })),
    };
  }),
  apply: procedures.packs.apply.handler(({ context, input }) => {
    const { office, user } = requireUser(context);
    office.packs.apply(input, user.id);
    return {};
  }),
  reject: procedures.packs.reject.handler(({ context, input }) => {
    const { office, user } = requireUser(context);
    office.packs.reject(input, input.reason, user.id);
    return {};
  }),
  import: procedures.packs.import.handler(async ({ context, input }) => {
    const { office, token } = requireUser(context);
    const bytes = office.signing.uploads.read(token, input.uploadId);
    const taken = await office.packs.takePack(bytes, office.packs.findKey);
    office.signing.uploads.forget(token, input.uploadId);
    if (!taken.ok) throw new OfficeError('pack-unusable', { message: taken.error.message });
    return { kind: taken.value.kind, version: taken.value.version };
  }),
};
