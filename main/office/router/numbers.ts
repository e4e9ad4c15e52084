import { officeDate, officeTimestamp } from '#shared/base/index.ts';
import type { NumbersState, ReleaseRow, StationRow } from '#shared/contract/index.ts';
import { formatDossierCode } from '#shared/dossier/index.ts';
import type { SerialUsed } from '#shared/journal/index.ts';
import {
  allReleases,
  countProvisional,
  doubtfulPapers,
  findFreeze,
  findLastSerial,
  lastNumbers,
  type NumberingPorts,
  type Release,
  releaseNumbersInTx,
} from '../dossiers/index.ts';
import { wereDoubtfulLeased } from '../leases/index.ts';
import { noteGivenCode, OfficeError, type OpenOffice } from '../lifecycle/index.ts';
import { allStations, type Station } from '../station/index.ts';
import { findUser } from '../users/index.ts';
import { type CallContext, procedures, requireUser } from './context.ts';

const MOST_PAPERS = 500;

function numberingOf(context: CallContext, office: OpenOffice): NumberingPorts {
  return {
    journal: office.journal,
    clock: context.core.ports.clock,
    profile: office.settings().profile,
    station: office.station,
    codeFormats: office.rules.codeFormats,
  };
}

/** The code of a serial as the office prints it; the bare number where its format is not known any more. */
function codeOf(ports: NumberingPorts, used: SerialUsed): string {
  const format = ports.codeFormats.find(({ key }) => key === ports.profile.codeFormat);
  const code = format && formatDossierCode(format, used.agencyCode, used.day, used.number);
  return code?.ok === true ? code.value : `${used.agencyCode} ${used.day} ${used.number}`;
}

function frozenOf(ports: NumberingPorts, office: OpenOffice): NumbersState['frozen'] {
  const freeze = findFreeze(office.db, office.station);
  if (freeze === undefined) return null;
  const { agencyCode } = ports.profile;
  const today = officeDate(ports.clock.now());
  const last = findLastSerial(office.db, agencyCode, today);
  return {
    since: freeze.at,
    reason: freeze.reason,
    asksOtherStopped: freeze.reason !== 'behind-mark',
    waitsForLease: wereDoubtfulLeased(office.db, office.station),
    knownLast: last === undefined ? null : codeOf(ports, last),
    example: codeOf(ports, { agencyCode, day: today, number: 27 }),
  };
}

function stationRow({ body, begunAt }: Station): StationRow {
  const { station, reason, previous, lastInside, lastOutside, missing } = body;
  return { station, begunAt, reason, previous, lastInside, lastOutside, missingChains: missing.length };
}

function releaseRow(ports: NumberingPorts, release: Release, nameOf: (id: string) => string): ReleaseRow {
  const { last, knownLast, code } = release;
  const hasUnknown =
    last !== null && !(knownLast !== null && knownLast.day === last.day && knownLast.number === last.number);
  return {
    at: release.at,
    by: nameOf(release.actor),
    code,
    unknown: hasUnknown
      ? { after: knownLast === null ? null : codeOf(ports, knownLast), to: codeOf(ports, last) }
      : null,
  };
}

const namesOf = (office: OpenOffice) => (id: string) => findUser(office.db, id)?.name ?? id;

export const numbers = {
  state: procedures.numbers.state.handler(({ context }) => {
    const { office } = requireUser(context);
    const ports = numberingOf(context, office);
    return {
      frozen: frozenOf(ports, office),
      ...lastNumbers(office.db, office.packs.inForce.known().slips),
      provisional: countProvisional(office.db),
      station: office.station,
      stations: allStations(office.db).map(stationRow),
      releases: allReleases(office.db).map((release) => releaseRow(ports, release, namesOf(office))),
    };
  }),
  confirmLastCode: procedures.numbers.confirmLastCode.handler(async ({ context, input }) => {
    const { office, user } = requireUser(context);
    const ports = numberingOf(context, office);
    if (
      findFreeze(office.db, office.station) !== undefined &&
      wereDoubtfulLeased(office.db, office.station)
    ) {
      throw new OfficeError('invalid-input', {
        message:
          'Số của văn phòng do tỉnh cấp, nên mã in sau cùng không mở khóa được. Hãy nối với tỉnh qua mạng, hoặc xuất ra USB rồi nhập tệp trả lời: tỉnh cấp dải số mới cho trạm này. Trong lúc chờ, hồ sơ mang mã tạm.',
      });
    }
    const by = { actor: user.id, office: ports.profile.id };
    const released = office.db.transaction((tx) => releaseNumbersInTx(tx, ports, input, by));
    if (!released.ok) {
      const { field, message } = released.error;
      throw new OfficeError('invalid-input', field === null ? { message } : { message, field });
    }
    const { given, last } = released.value;
    for (const code of last === null ? given : [last, ...given]) noteGivenCode(office.marks, code);
    await office.marks.flush();
    context.core.events.publish('event', { kind: 'numbers' });
    return { given: given.length, kept: countProvisional(office.db) };
  }),
};

export const clock = {
  state: procedures.clock.state.handler(({ context }) => {
    const { office } = requireUser(context);
    const { trouble, latestAt } = office.journal.clockState();
    const spans = office.journal.clockSpans();
    const papers = doubtfulPapers(office.db, spans, MOST_PAPERS + 1);
    const nameOf = namesOf(office);
    return {
      trouble,
      now: officeTimestamp(context.core.ports.clock.now()),
      trusted: latestAt === 0 ? null : officeTimestamp(latestAt),
      spans: spans.map(({ from: _from, to: _to, endedBy, ...span }) => ({
        ...span,
        endedBy: endedBy === null ? null : nameOf(endedBy),
      })),
      papers: papers.slice(0, MOST_PAPERS),
      more: papers.length > MOST_PAPERS,
    };
  }),
  confirm: procedures.clock.confirm.handler(({ context }) => {
    const { office, user } = requireUser(context);
    const { trouble } = office.journal.clockState();
    if (trouble === 'before-build') {
      throw new OfficeError('invalid-input', {
        message:
          'Giờ máy chắc chắn sai: trước cả ngày chương trình này ra đời. Hãy chỉnh ngày giờ của Windows.',
      });
    }
    if (trouble !== null) {
      office.db.transaction((tx) => {
        office.journal.believeClockInTx(tx, user.id);
        office.exchange.believeClockInTx(tx);
      });
      context.core.events.publish('event', { kind: 'numbers' });
      // Whose day is over is known again: counters that nobody left yesterday are closed.
      context.core.events.publish('event', { kind: 'queue' });
    }
    return {};
  }),
};
