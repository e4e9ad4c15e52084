import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { OfficeClient } from '#office/index.ts';
import { ReceiveDossier, type ReceptionDraft } from '#shared/dossier/index.ts';
import { type BareOffice, call, everyProcedure, startBareOffice } from '#test/fixtures/contract.ts';
import { nastyText } from '#test/fixtures/junk.ts';
import { systemIds } from '#test/fixtures/office.ts';

// The same derivation at a small cost: these tests derive many keys.
vi.mock('#office/users/sealing.ts', async (original) => ({
  ...(await original<object>()),
  PASSWORD_COST: { algorithm: 'argon2id', memoryKiB: 64, iterations: 1, parallelism: 1 },
}));

/*
 * Whole forms that fit the contract, at its very edges: minutes that do not exist, the longest texts, three hundred
 * papers, the highest counts. The office decides about them or refuses them; it never fails inside.
 */

const SEED = 20261125;
const text = (maximum: number, minimum = 0) =>
  fc
    .oneof(
      nastyText.map((odd) => (odd.isWellFormed() ? odd.slice(0, maximum).toWellFormed() : 'ệ')),
      fc.constant('Ệ'.repeat(maximum)),
      fc.constantFrom('Đinh Thị Hồng Nhung', 'a b\nc', 'x'),
    )
    .map((value) => (value.length >= minimum ? value : 'x'.repeat(minimum)));
const digits = (pattern: string) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 12, maxLength: 12 }).map((list) => {
    let next = 0;
    return pattern.replace(/d/g, () => String(list[next++ % 12]));
  });
const date = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((day) => day.toISOString().slice(0, 10));
const minute = fc.oneof(
  digits('dddd-dd-ddTdd:dd'),
  fc.constantFrom('2026-12-24T17:00', '2026-02-30T10:00', '9999-12-31T23:59'),
);
const orNull = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null, freq: 1 });
const idKind = fc.constantFrom(
  'citizen-number',
  'citizen-number',
  'identity-card-9',
  'passport',
  'tax-code',
  'none',
);
const idNumber = orNull(
  fc.oneof(
    { weight: 2, arbitrary: fc.constant('017195004821') },
    {
      weight: 1,
      arbitrary: fc.oneof(digits('dddddddddddd'), digits('ddddddddd'), fc.constant('C1234567'), text(20)),
    },
  ),
);
const phone = orNull(fc.oneof(fc.constantFrom('0912345678', '+84912345678', '02438245678'), text(20)));
const count = fc.constantFrom(0, 1, 2, 999);

const person = fc.record({
  name: text(200, 1),
  idKind,
  idNumber,
  oldNumber: idNumber,
  birth: orNull(fc.oneof(date, fc.constantFrom('1900', '1937', '2099', '2024-02-29'))),
  sex: orNull(fc.constantFrom('male', 'female')),
  address: text(500),
  issued: orNull(date),
  phone,
  email: orNull(fc.oneof(fc.constant('a@b.vn'), text(200))),
  entry: fc.constantFrom('scan', 'typed'),
  cardExtra: fc.array(text(500), { maxLength: 20 }),
});
const business = fc.record({
  kind: fc.constantFrom('organisation', 'household-business'),
  representative: fc.record({ name: text(200, 1), position: text(200), idKind, idNumber }),
});
const applicant = fc.oneof(
  { weight: 3, arbitrary: person },
  { weight: 1, arbitrary: fc.tuple(person, business).map(([one, more]) => ({ ...one, ...more })) },
);
const filer = fc.record({
  name: text(200, 1),
  idKind,
  idNumber,
  phone,
  ground: text(300, 1),
  paper: text(300, 1),
});
const paper = fc.record({
  requirementId: orNull(fc.oneof(fc.constantFrom('p1', '1'), text(100))),
  name: text(1000, 1),
  originals: count,
  copies: count,
  handling: fc.constantFrom('submit', 'present'),
});
const form = (codes: readonly string[], mostPapers: number) =>
  fc.record({
    applicant,
    coApplicants: fc.array(person, { maxLength: 2 }),
    filer: orNull(filer),
    helper: fc.record({ name: text(200, 1), phone }),
    procedureCode: fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...codes) },
      { weight: 1, arbitrary: text(20) },
    ),
    caseId: fc.oneof({ weight: 4, arbitrary: fc.constant('common') }, { weight: 1, arbitrary: text(100) }),
    channel: fc.constantFrom('counter', 'counter', 'counter', 'postal', 'online'),
    papers: fc.array(paper, { maxLength: mostPapers }),
    dossierCopies: fc.constantFrom(1, 99),
    delivery: fc.record({
      way: fc.constantFrom('counter', 'post', 'electronic'),
      address: orNull(text(500)),
    }),
    note: text(2000),
    fee: fc.record({
      quantity: fc.constantFrom(1, 10_000),
      pages: fc.constantFrom(1, 10_000),
      exemptionId: orNull(text(100)),
      exemptionGround: orNull(text(300)),
      enteredAmount: orNull(fc.constantFrom(0, 8_000, 1_000_000_000_000)),
    }),
    due: orNull(fc.record({ at: minute, reason: text(500, 1) })),
    atOnce: fc.constantFrom(undefined, true as const),
  });

let bare: BareOffice;
let clerk: OfficeClient;
let codes: string[] = [];
beforeAll(async () => {
  bare = await startBareOffice();
  clerk = await bare.signedIn('clerk');
  codes = (await clerk.catalog.search({ query: 'đăng ký', limit: 50 })).hits.map(({ code }) => code);
});
afterAll(() => bare.end());

const declared = (name: string) => everyProcedure.find((procedure) => procedure.name === name)?.errors ?? [];

describe('any form that fits', () => {
  it('has a preview: due date, fee and problems, whatever it holds', async () => {
    const before = await bare.trace();
    const forms = fc.constant(null).chain(() => form(codes, 12));
    await fc.assert(
      fc.asyncProperty(forms, async (draft) => {
        const outcome = await call(
          clerk,
          'dossiers.preview',
          draft satisfies Record<keyof ReceptionDraft, unknown>,
        );
        expect(outcome).toMatchObject({ ok: true });
      }),
      { seed: SEED, numRuns: 150 },
    );
    expect(await bare.trace()).toEqual(before);
  });

  it('is received or refused with a declared error that names what the preview named', async () => {
    const forms = fc.constant(null).chain(() => form(codes, 12));
    let received = 0;
    await fc.assert(
      fc.asyncProperty(forms, async (draft) => {
        // Twelve papers are made; the rest would only repeat them.
        if (received >= 12) return;
        const input = { requestId: systemIds.id(), ...draft };
        expect(ReceiveDossier.safeParse(input).error?.issues).toBeUndefined();
        const preview = await call(clerk, 'dossiers.preview', draft);
        const outcome = await call(clerk, 'dossiers.receive', input);
        if (outcome.ok) {
          received += 1;
          return;
        }
        expect(declared('dossiers.receive')).toContain(outcome.code);
        expect(outcome.code).not.toBe('internal');
        const problems = preview.ok ? (preview.output as { problems: unknown[] }).problems : [];
        expect((outcome.data as { fields: unknown[] }).fields).toEqual(problems);
      }),
      { seed: SEED, numRuns: 400 },
    );
    expect(received).toBeGreaterThan(3);
    expect(bare.ports.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('of the greatest size is received whole, and its paper is made', async () => {
    const [first = ''] = codes;
    const longest = 'Ệ'.repeat(1000);
    const input: ReceiveDossier = {
      requestId: systemIds.id(),
      applicant: {
        name: 'Ệ'.repeat(200),
        idKind: 'none',
        idNumber: null,
        oldNumber: null,
        birth: null,
        sex: null,
        address: 'Ệ'.repeat(500),
        issued: null,
        phone: null,
        email: null,
        entry: 'typed',
        cardExtra: Array.from({ length: 20 }, () => longest.slice(0, 500)),
      },
      filer: null,
      procedureCode: first,
      caseId: 'common',
      channel: 'counter',
      papers: Array.from({ length: 300 }, () => ({
        requirementId: null,
        name: longest,
        originals: 999,
        copies: 999,
        handling: 'submit' as const,
      })),
      dossierCopies: 99,
      delivery: { way: 'post', address: longest.slice(0, 500) },
      note: 'Ệ'.repeat(2000),
      fee: {
        quantity: 10_000,
        pages: 10_000,
        exemptionId: null,
        exemptionGround: null,
        enteredAmount: 1_000_000_000_000,
      },
      due: { at: '2027-12-31T17:00', reason: 'x'.repeat(500) },
    };
    const { dossier } = await clerk.dossiers.receive(input);
    expect((await clerk.dossiers.get({ id: dossier.id })).dossier.papers).toEqual(input.papers);
    const { printing } = bare.core.opened();
    await vi.waitFor(() => expect(printing.counts().waiting).toBe(0), { timeout: 55_000, interval: 200 });
    expect((await clerk.printing.openJobs({})).jobs).toEqual([]);
  });
});
