import { type Clock, type Ids, officeDate, officeTimestamp } from '#shared/base/index.ts';
import { parsePlainDate } from '#shared/calendar/index.ts';
import type { LeaseRequest } from '#shared/exchange/index.ts';
import type { Sql } from '../store/index.ts';
import { addDays, planGrant } from './plan.ts';
import { clearRefusal, noteRefusal } from './refusals-table.ts';
import { insertLeases, type LeaseRow, lockScope, readLeasesOf } from './table.ts';

/** The office that asks, its row being locked. */
export type AskingOffice = {
  id: string;
  agencyCode: string;
  codeFormat: string;
  firstSerial: number;
  lastSerial: number;
  leaseDays: number;
};

/** How far back leases are looked at: further than a lease may begin. */
const LOOK_BACK_DAYS = 420;

/**
 * Grants what stations of an office ask for, or notes why not for the administrator (L9). Leases that are enough stay as
 * they are, so that a parcel that comes twice is granted once.
 */
export async function grantLeases(
  tx: Sql,
  ports: { clock: Clock; ids: Ids },
  office: AskingOffice,
  requests: readonly LeaseRequest[],
): Promise<void> {
  for (const request of requests.filter(isSound)) {
    const refusal = await grantOne(tx, ports, office, request);
    const at = officeTimestamp(ports.clock.now());
    if (refusal === undefined) await clearRefusal(tx, office.id, request);
    else await noteRefusal(tx, office.id, request, { ...refusal, at });
  }
}

/** Days that exist; another one is nobody's. */
function isSound({ fromDay, short }: LeaseRequest): boolean {
  return [fromDay, ...short.map(({ day }) => day)].every((day) => parsePlainDate(day) !== undefined);
}

type Refusal = { code: 'agency-not-yours' | 'station-ended' | 'share-used-up'; message: string };

async function grantOne(
  tx: Sql,
  ports: { clock: Clock; ids: Ids },
  office: AskingOffice,
  request: LeaseRequest,
): Promise<Refusal | undefined> {
  const { station, agencyCode, codeFormat } = request;
  if (agencyCode !== office.agencyCode || codeFormat !== office.codeFormat) {
    return {
      code: 'agency-not-yours',
      message: `Cơ quan xin số của mã ${agencyCode} (kiểu ${codeFormat}), tỉnh ghi ${office.agencyCode || '(chưa có)'} (kiểu ${office.codeFormat || '(chưa có)'}). Hãy gọi cơ quan để thống nhất rồi sửa ở trang cơ quan.`,
    };
  }
  const [ended] = await tx.query('select 1 from ended_stations where office = $1 and station = $2', [
    office.id,
    station,
  ]);
  if (ended !== undefined) {
    return {
      code: 'station-ended',
      message:
        'Trạm này đã được ghi là ngừng dùng nên không cấp số nữa. Nếu trạm còn dùng, hãy khôi phục dữ liệu để trạm mang số hiệu mới.',
    };
  }
  const now = ports.clock.now();
  const today = officeDate(now);
  const scope = await lockScope(tx, agencyCode, codeFormat);
  const held = await readLeasesOf(tx, scope, addDays(today, -LOOK_BACK_DAYS));
  const share = { ...office, office: office.id };
  const { grants, exhausted } = planGrant(request, held, share, today);
  await insertLeases(
    tx,
    grants.map(
      (span): LeaseRow => ({
        id: ports.ids.id(),
        office: office.id,
        station,
        scope,
        agencyCode,
        codeFormat,
        ...span,
        grantedAt: officeTimestamp(now),
        endedAfter: null,
      }),
    ),
  );
  if (!exhausted) return undefined;
  return {
    code: 'share-used-up',
    message: `Dải số ${office.firstSerial}–${office.lastSerial} của cơ quan đã cấp hết cho các trạm. Hãy mở rộng dải số của cơ quan, hoặc kết thúc trạm không còn dùng.`,
  };
}
