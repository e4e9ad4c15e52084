import { describe, expect, it } from 'vitest';
import { epochOfOfficeTimestamp } from '#shared/base/index.ts';
import { exampleReception } from '#test/fixtures/office.ts';
import { emptyDraft, exampleProcedure, exampleRules } from '#test/fixtures/reception.ts';
import { decideReception } from './decide.ts';

const at = (minute: string) => epochOfOfficeTimestamp(minute);
const [counterTerms] = exampleProcedure().channels;
if (counterTerms === undefined) throw new Error('the example procedure is received at the counter');
const withTerms = (terms: Partial<typeof counterTerms>) =>
  exampleRules([exampleProcedure({ channels: [{ ...counterTerms, ...terms }] })]);

describe('decideReception', () => {
  it('names the first gaps of an empty form in the order of the screen', () => {
    const decision = decideReception(emptyDraft(), exampleRules([]), at('2026-11-20T09:00'));
    expect(decision.problems.map(({ field }) => field)).toEqual(['applicant.name', 'procedureCode']);
  });

  it('computes the due date with reasons and the fee by the rule', () => {
    const decision = decideReception(
      exampleReception(),
      exampleRules([exampleProcedure()]),
      at('2026-11-20T09:00'),
    );
    expect(decision.problems).toEqual([]);
    // Friday; Tuesday 24 November is a holiday.
    expect(decision.due).toMatchObject({ at: '2026-11-26T09:00', basis: 'catalogue', provisional: false });
    expect(decision.due?.steps.length).toBeGreaterThan(1);
    expect(decision.fee).toMatchObject({ amount: 8000, basis: 'rule' });
    expect(decision.missing.map(({ requirementId }) => requirementId)).toEqual(['p1', 'p2', 'p3']);
  });

  it('guesses no date: without a usable limit the clerk enters one with a reason, in the future and real', () => {
    const rules = withTerms({ limit: null, limitNote: 'theo luật' });
    const decide = (due: { at: string; reason: string } | null) =>
      decideReception(exampleReception({ due }), rules, at('2026-11-20T09:00'));
    expect(decide(null)).toMatchObject({ due: null, dueNeeded: true, problems: [{ code: 'due-needed' }] });
    expect(decide({ at: '2026-11-20T09:00', reason: 'hẹn' }).problems).toMatchObject([
      { code: 'due-in-past' },
    ]);
    expect(decide({ at: '2026-02-30T09:00', reason: 'hẹn' }).problems).toMatchObject([{ field: 'due.at' }]);
    expect(decide({ at: '2026-12-01T16:00', reason: 'chờ xác minh' })).toMatchObject({
      problems: [],
      due: { at: '2026-12-01T16:00', basis: 'clerk', limit: null },
    });
  });

  it('needs no date for what is handed over at once', () => {
    const decision = decideReception(
      { ...exampleReception(), atOnce: true },
      withTerms({ limit: null, limitNote: 'theo luật' }),
      at('2026-11-20T09:00'),
    );
    expect(decision).toMatchObject({ problems: [], dueNeeded: false, due: { at: '2026-11-20T09:00' } });
  });

  it('asks for the amount that the province sets, and for the ground of an exemption', () => {
    const rules = withTerms({ fee: { kind: 'set-by-province' } });
    const fee = exampleReception().fee;
    const decide = (input: Partial<typeof fee>) =>
      decideReception(exampleReception({ fee: { ...fee, ...input } }), rules, at('2026-11-20T09:00'));
    expect(decide({})).toMatchObject({ feeNeeded: true, fee: null, problems: [{ code: 'fee-needed' }] });
    expect(decide({ enteredAmount: 0 })).toMatchObject({
      problems: [],
      fee: { amount: 0, basis: 'entered' },
    });
    expect(decide({ exemptionId: 'poor' }).problems).toMatchObject([{ code: 'exemption-needs-ground' }]);
    expect(decide({ exemptionId: 'poor', exemptionGround: 'Giấy chứng nhận 12/2026' })).toMatchObject({
      problems: [],
      fee: { amount: 0, basis: 'exempt', exemptionGround: 'Giấy chứng nhận 12/2026' },
    });
    expect(decide({ exemptionId: 'made up', enteredAmount: 1 }).problems).toMatchObject([
      { field: 'fee.exemptionId' },
    ]);
  });

  it('refuses a case, a channel and a delivery that do not exist', () => {
    const rules = exampleRules([exampleProcedure()]);
    const decision = decideReception(
      exampleReception({ caseId: 'other', channel: 'online', delivery: { way: 'post', address: ' ' } }),
      rules,
      at('2026-11-20T09:00'),
    );
    expect(decision.problems.map(({ field }) => field)).toEqual(['caseId', 'channel', 'delivery.address']);
  });

  it('stops at numbers that can not be, and only warns of those that look odd', () => {
    const rules = exampleRules([exampleProcedure()]);
    const { applicant } = exampleReception();
    const decide = (person: Partial<typeof applicant>) =>
      decideReception(
        exampleReception({ applicant: { ...applicant, ...person } }),
        rules,
        at('2026-11-20T09:00'),
      );
    expect(decide({ idNumber: '0171950048' }).problems).toMatchObject([{ field: 'applicant.idNumber' }]);
    expect(decide({ phone: '12345' }).problems).toMatchObject([{ field: 'applicant.phone' }]);
    expect(decide({ email: 'khong co' }).problems).toMatchObject([{ field: 'applicant.email' }]);
    expect(decide({ idKind: 'none' }).problems).toMatchObject([{ field: 'applicant.idKind' }]);
    const odd = decide({ birth: '1960-01-01' });
    expect(odd.problems).toEqual([]);
    expect(odd.warnings).toMatchObject([{ field: 'applicant.idNumber' }]);
  });

  it('needs a name and a ground for who files', () => {
    const rules = exampleRules([exampleProcedure()]);
    const filer = { name: '', idKind: 'none' as const, idNumber: null, phone: null, ground: '' };
    const decision = decideReception({ ...exampleReception(), filer }, rules, at('2026-11-20T09:00'));
    expect(decision.problems.map(({ field }) => field)).toEqual(['filer.name', 'filer.ground']);
  });
});
