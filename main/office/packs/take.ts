import { containerSha256, readAnnounced, readContainer } from '#main/parcels/index.ts';
import { err, officeTimestamp, ok, type Result } from '#shared/base/index.ts';
import { EXCHANGE_CODES, type PackPayload } from '#shared/exchange/index.ts';
import { canonicalJson } from '#shared/journal/index.ts';
import { mendContentInTx } from '../catalog/index.ts';
import {
  findAnnounced,
  isAnnounced,
  noteAnnouncedInTx,
  noteRefusalInTx,
  type PackRef,
} from './announced-table.ts';
import { keepPackContentInTx } from './contents-table.ts';
import { findFault } from './faults.ts';
import type { InForce } from './in-force.ts';
import type { FindKey, PacksPorts } from './ports.ts';
import { readPackContent } from './read-content.ts';

/** Why a pack was not taken; `message` is for people. `code`: of the exchange, or `pack-unusable`. */
export type PackRefusal = { code: string; message: string };

/** Another pack under a number that was given: whoever made it did not make it for us, or made a mistake. */
const CHANGED: PackRefusal = {
  code: 'altered',
  message:
    'Gói này khác với gói tỉnh đã công bố dưới cùng số bản. Bản đã công bố không được đổi; hãy báo quản trị tỉnh.',
};

/**
 * Takes the bytes of a pack: what was announced or else the signature (P21), then the schema of whoever owns the
 * content. Taking it twice changes nothing. Announced in a signed answer it is believed by its hash, also where the key
 * that signed it came to its end since or was ended; carried by hand before that, a pinned key must have signed it.
 * `expected`: the pack that was asked for; a refusal is then kept with it and shown.
 */
export async function takePack(
  ports: PacksPorts & { inForce: InForce },
  bytes: Uint8Array,
  findKey: FindKey,
  expected?: PackRef,
): Promise<Result<PackRef, PackRefusal>> {
  const hash = containerSha256(bytes);
  const announcedSo = isAnnounced(ports.db, hash);
  const read = announcedSo
    ? await readAnnounced(bytes, { sha256: hash, findKey, types: ['pack'] })
    : await readContainer(bytes, { findKey, now: 'created', types: ['pack'] });
  if (!read.ok) {
    const { code } = read.error;
    return refuse(ports, expected, { code, message: EXCHANGE_CODES[code] });
  }
  const { payload, sha256 } = read.value;
  // Also where it was announced as another pack than it says it is.
  const isOther = (ref: PackRef): boolean => {
    const announced = findAnnounced(ports.db, ref);
    return announced === undefined ? announcedSo : announced.sha256 !== sha256;
  };
  if (isOther(expected ?? payload) || isOther(payload)) {
    return refuse(ports, expected ?? payload, CHANGED);
  }
  const content = readPackContent(payload.kind, payload.content, payload.effectiveFrom);
  const text = canonicalJson(payload.content);
  const fault = content.ok ? findFault(ports, content.value, text) : content.error;
  if (fault !== null) return refuse(ports, payload, { code: 'pack-unusable', message: fault });
  return keep(ports, payload, { bytes, sha256, text });
}

function keep(
  ports: PacksPorts,
  payload: PackPayload,
  { bytes, sha256, text }: { bytes: Uint8Array; sha256: string; text: string },
): Result<PackRef, PackRefusal> {
  const { kind, version, title, effectiveFrom, source } = payload;
  const at = officeTimestamp(ports.clock.now());
  ports.db.transaction((tx) => {
    noteAnnouncedInTx(tx, { kind, version, title, effectiveFrom, sha256, bytes: bytes.length }, at);
    noteRefusalInTx(tx, payload, null, at);
    keepPackContentInTx(tx, {
      sha256,
      container: bytes,
      content: text,
      source,
      takenAt: at,
    });
    // Where a damaged database lost the catalogue that was applied, the province has brought it back.
    if (kind === 'catalogue') mendContentInTx(tx, text);
    tx.afterCommit(ports.onChanged);
  });
  return ok({ kind, version });
}

function refuse(
  ports: PacksPorts,
  ref: PackRef | undefined,
  { code, message }: PackRefusal,
): Result<PackRef, PackRefusal> {
  const announced = ref === undefined ? undefined : findAnnounced(ports.db, ref);
  // What is here already is not made worse by a bad copy of it.
  if (announced !== undefined && !announced.held) {
    ports.db.transaction((tx) => {
      noteRefusalInTx(tx, announced, message, officeTimestamp(ports.clock.now()));
      tx.afterCommit(ports.onChanged);
    });
  }
  return err({ code, message });
}
