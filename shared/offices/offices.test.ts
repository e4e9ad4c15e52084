import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { OfficeProfile } from '#shared/contract/index.ts';
import { DossierCodeFormats, formatDossierCode } from '#shared/dossier/index.ts';
import formatsData from '../../resources/offices/code-formats.json' with { type: 'json' };
import provincesData from '../../resources/offices/provinces.json' with { type: 'json' };
import threeTier from '../../resources/offices/sample-three-tier.json' with { type: 'json' };
import twoTier from '../../resources/offices/sample-two-tier.json' with { type: 'json' };
import { Provinces, SampleOffice } from './office-data.ts';
import { checkOrgUnits, findSuccessorOn, OrgUnit, predecessorsOf, unitsOn } from './org-unit.ts';

const samples = [SampleOffice.parse(threeTier), SampleOffice.parse(twoTier)];
const { formats } = DossierCodeFormats.parse(formatsData);
const [three, two] = samples;
if (three === undefined || two === undefined) throw new Error('no samples');

describe.each(samples)('sample $key', (sample) => {
  test('its tree can be used and holds its own counter', () => {
    expect(checkOrgUnits(sample.units)).toEqual([]);
    expect(sample.units.find((unit) => unit.id === sample.office.id)?.kind).toBe('counter');
  });

  test('its office is a profile that the contract accepts', () => {
    expect(() => OfficeProfile.parse(sample.office)).not.toThrow();
  });

  test('its code form makes codes for its agency', () => {
    const format = formats.find((item) => item.key === sample.office.codeFormat);
    if (format === undefined) throw new Error('no such format');
    expect(format.issuedByOffices).toBe(true);
    expect(formatDossierCode(format, sample.office.agencyCode, '2026-11-21', 1)).toMatchObject({ ok: true });
  });

  test('has a clerk at a counter and an administrator, with different logins', () => {
    expect(sample.people.map((person) => person.role).sort()).toEqual(['administrator', 'clerk']);
    expect(new Set(sample.people.map((person) => person.login)).size).toBe(sample.people.length);
    expect(sample.people.find((person) => person.role === 'clerk')?.counter).not.toBe('');
  });
});

describe('the two trees', () => {
  test('three levels before, two since 1 July 2025', () => {
    const kinds = (date: string) => new Set(unitsOn(two.units, date).map((unit) => unit.kind));
    expect(kinds('2025-06-30')).toContain('district');
    expect(kinds('2025-07-01')).not.toContain('district');
    expect(unitsOn(three.units, '2025-07-01')).toEqual([]);
  });

  test('the commune of today knows the units it came from', () => {
    const names = predecessorsOf(two.units, 'xa-luong-son').map((unit) => unit.name);
    expect(names).toEqual(expect.arrayContaining(['Huyện Lương Sơn', 'Xã Tân Vinh', 'Thị trấn Lương Sơn']));
    expect(names).toHaveLength(7);
  });

  test('an old counter is carried on by the centre', () => {
    const old = 'bo-phan-mot-cua-xa-tan-vinh';
    expect(findSuccessorOn(two.units, old, '2024-01-01')?.id).toBe(old);
    expect(findSuccessorOn(two.units, old, '2026-11-21')?.id).toBe(two.office.id);
    expect(findSuccessorOn(three.units, old, '2026-11-21')).toBeUndefined();
  });
});

describe('a tree that cannot be used is refused', () => {
  const unit = (change: Partial<OrgUnit>): OrgUnit => ({
    ...OrgUnit.parse(two.units[0]),
    successorId: null,
    ...change,
  });
  test.each([
    ['parent missing', [unit({ parent: 'x' })], 'cấp trên "x"'],
    ['two of one id', [unit({}), unit({})], 'cùng mã'],
    [
      'ends before it begins',
      [unit({ validTo: OrgUnit.shape.validTo.parse('2020-01-01') })],
      'hết hiệu lực trước',
    ],
    ['successor while in force', [unit({ successorId: 'tinh-phu-tho' })], 'kế thừa'],
    ['loop', [unit({ id: 'a', parent: 'b' }), unit({ id: 'b', parent: 'a' })], 'đi vòng'],
    [
      'outlives its parent',
      [unit({ id: 'a', validTo: OrgUnit.shape.validTo.parse('2026-01-01') }), unit({ id: 'b', parent: 'a' })],
      'có lúc còn',
    ],
  ])('%s', (_, units, part) => {
    expect(checkOrgUnits(units).join(' ')).toContain(part);
  });

  test('any links end: successors in a circle do not hang', () => {
    const ids = ['a', 'b', 'c', 'd'];
    const link = fc.option(fc.constantFrom(...ids), { nil: null });
    fc.assert(
      fc.property(fc.tuple(link, link, link, link), (links) => {
        const units = ids.map((id, index) =>
          unit({ id, successorId: links[index] ?? null, validTo: OrgUnit.shape.validTo.parse('2025-12-31') }),
        );
        for (const id of ids) {
          expect(findSuccessorOn(units, id, '2026-01-01')).toBeUndefined();
          expect(predecessorsOf(units, id).length).toBeLessThanOrEqual(ids.length);
        }
      }),
      { seed: 5, numRuns: 100 },
    );
  });
});

test('34 provinces and cities, each once; a code only where it is confirmed', () => {
  const { provinces } = Provinces.parse(provincesData);
  expect(provinces).toHaveLength(34);
  expect(new Set(provinces.map((province) => province.adminCode)).size).toBe(34);
  const codes = provinces.flatMap((province) => province.agencyCode ?? []);
  expect(codes.sort()).toEqual(['H15', 'H19', 'H38', 'H49', 'H55', 'H56']);
  expect(provinces.find((province) => province.name === 'Đồng Nai')?.type).toBe('city');
});
