import { z } from 'zod';
import { PlainDate } from '../calendar/index.ts';

/** How sure a stated fact is; `sample` = invented for training and tests, never to be taken for real. */
export const Certainty = z.enum(['confirmed', 'partly', 'unconfirmed', 'sample']);
export type Certainty = z.infer<typeof Certainty>;

/**
 * A unit of the tree of agencies and counters. The tree has two or three levels below the state, depending on the day
 * (no district level since 2025-07-01); units are never changed in place: an end date and a successor are set.
 */
export const OrgUnit = z.object({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  kind: z.enum(['province', 'district', 'commune', 'counter']),
  /** Null at the top. */
  parent: z.string().nullable(),
  name: z.string().min(1),
  /** Code of QCVN 102:2016 (`000.00.16.H28`), in dossier codes before the present form. */
  codeOld: z.string().nullable(),
  /** Electronic identification code of QĐ 20/2020/QĐ-TTg (`H44.24.15`). */
  codeNew: z.string().nullable(),
  /** Statistical code of the place: province 2 digits, district 3, commune 5. */
  adminCode: z
    .string()
    .regex(/^(\d{2}|\d{3}|\d{5})$/)
    .nullable(),
  /** Null: from before these records. */
  validFrom: PlainDate.nullable(),
  /** Last day of validity; null while in force. */
  validTo: PlainDate.nullable(),
  /** Who carries its dossiers on. A unit divided among several names the main one; `note` names the others. */
  successorId: z.string().nullable(),
  source: z.string(),
  certainty: Certainty,
  note: z.string(),
});
export type OrgUnit = z.infer<typeof OrgUnit>;

/** The units in force on a day (`YYYY-MM-DD`). */
export function unitsOn(units: readonly OrgUnit[], date: string): OrgUnit[] {
  return units.filter((unit) => isInForce(unit, date));
}

/** Every unit that came into this one, directly or through others, nearest first. */
export function predecessorsOf(units: readonly OrgUnit[], id: string): OrgUnit[] {
  const found: OrgUnit[] = [];
  let wanted = new Set([id]);
  while (wanted.size > 0) {
    const next = units.filter(
      (unit) => unit.successorId !== null && wanted.has(unit.successorId) && !found.includes(unit),
    );
    found.push(...next);
    wanted = new Set(next.map((unit) => unit.id));
  }
  return found;
}

/** The unit itself or the successor in force on the day; undefined when the line ends before it. */
export function findSuccessorOn(units: readonly OrgUnit[], id: string, date: string): OrgUnit | undefined {
  const seen = new Set<string>();
  let unit = units.find((item) => item.id === id);
  while (unit !== undefined && !seen.has(unit.id)) {
    if (isInForce(unit, date)) return unit;
    seen.add(unit.id);
    const successorId = unit.successorId;
    unit = units.find((item) => item.id === successorId);
  }
  return undefined;
}

/** What is wrong with a tree, in Vietnamese, one sentence each; empty when it can be used. */
export function checkOrgUnits(units: readonly OrgUnit[]): string[] {
  const problems: string[] = [];
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  if (byId.size !== units.length) problems.push('Có hai đơn vị cùng mã nội bộ.');
  for (const unit of units) {
    const parent = unit.parent === null ? undefined : byId.get(unit.parent);
    if (unit.parent !== null && parent === undefined) {
      problems.push(`${unit.name}: không có đơn vị cấp trên "${unit.parent}".`);
    }
    if (unit.validFrom !== null && unit.validTo !== null && unit.validTo < unit.validFrom) {
      problems.push(`${unit.name}: ngày hết hiệu lực trước ngày có hiệu lực.`);
    }
    if (parent !== undefined && !liesWithin(unit, parent)) {
      problems.push(`${unit.name}: có lúc còn hiệu lực mà "${parent.name}" thì không.`);
    }
    const successor = unit.successorId === null ? undefined : byId.get(unit.successorId);
    if (unit.successorId !== null && (successor === undefined || unit.validTo === null)) {
      problems.push(`${unit.name}: đơn vị kế thừa không có, hoặc đơn vị này chưa hết hiệu lực.`);
    }
    if (hasLoop(unit, byId)) problems.push(`${unit.name}: cấp trên đi vòng.`);
  }
  return problems;
}

function isInForce(unit: OrgUnit, date: string): boolean {
  return (
    (unit.validFrom === null || unit.validFrom <= date) && (unit.validTo === null || date <= unit.validTo)
  );
}

function liesWithin(unit: OrgUnit, parent: OrgUnit): boolean {
  const begins = parent.validFrom === null || (unit.validFrom !== null && unit.validFrom >= parent.validFrom);
  const ends = parent.validTo === null || (unit.validTo !== null && unit.validTo <= parent.validTo);
  return begins && ends;
}

function hasLoop(unit: OrgUnit, byId: ReadonlyMap<string, OrgUnit>): boolean {
  const seen = new Set<string>([unit.id]);
  for (let id = unit.parent; id !== null; id = byId.get(id)?.parent ?? null) {
    if (seen.has(id)) return true;
    seen.add(id);
  }
  return false;
}
