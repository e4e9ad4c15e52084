import os from 'node:os';
import { afterEach, expect, it, vi } from 'vitest';
import { answerOf, type BareOffice, startBareOffice } from '#test/fixtures/contract.ts';
import { exampleReception, exampleSlip, systemIds } from '#test/fixtures/office.ts';

// The same derivation at a small cost: these tests derive many keys.
vi.mock('#office/users/sealing.ts', async (original) => ({
  ...(await original<object>()),
  PASSWORD_COST: { algorithm: 'argon2id', memoryKiB: 64, iterations: 1, parallelism: 1 },
}));

const reception = exampleReception({
  note: 'Gọi chồng là ông Bùi Văn Dũng, số 0987654321',
  filer: {
    name: 'BÙI VĂN DŨNG',
    idKind: 'identity-card-9',
    idNumber: '113456789',
    phone: '0987654321',
    ground: 'Chồng, giấy ủy quyền số 12',
  },
});

let bare: BareOffice;
afterEach(() => bare.end());

/** Four signs and more, or three with a mark on them, so that none is there by chance. */
const tells = (word: string): boolean => word.length > 3 || (word.length === 3 && /[^\0-\x7f]/.test(word));

/** Words and numbers of what was entered. */
function wordsOf(value: unknown): string[] {
  if (typeof value === 'string') return value.split(/[\s,;:]+/u).filter(tells);
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(wordsOf);
}

it('nothing of a whole day is in the support bundle: no person, no dossier, no ticket, no name of an office, a PC or a printer', async () => {
  let failing = false;
  const ids = {
    ...systemIds,
    // The worst that a careless line of code could do: put the person into the error.
    bytes(length: number) {
      if (failing) throw new Error(`không ghi được ${JSON.stringify(reception)}\n    at ${reception.note}`);
      return systemIds.bytes(length);
    },
  };
  bare = await startBareOffice({ ids });
  const clerk = await bare.signedIn('clerk');
  const administrator = await bare.signedIn('administrator');

  await administrator.devices.change({
    ticketPrinter: {
      kind: 'tcp',
      host: 'may-in-chi-lan.invalid',
      port: 9100,
      profile: 'mm80',
      answersStatus: true,
    },
    ticketTimeToLiveSeconds: 60,
  });
  await administrator.scanner.choose({ settings: { kind: 'simulated' } });
  const { dossier } = await clerk.dossiers.receive(reception);
  await clerk.slips.give(exampleSlip());
  const { groups } = await clerk.queue.options({});
  const { ticket } = await clerk.queue.issue({
    group: groups[0]?.id ?? '',
    priority: null,
    requestId: systemIds.id(),
  });
  await clerk.scanner.simulate({ text: '017195004821|113456789|Đinh Thị Hồng Nhung|24111995' });
  failing = true;
  const refused = await answerOf(clerk, 'dossiers.receive', { ...reception, requestId: systemIds.id() });
  failing = false;
  expect(refused).toBe('internal');
  await answerOf(bare.connect('pc'), 'session.signIn', { login: 'thuha', password: 'mật khẩu gõ nhầm' });

  const { text, fileName } = await administrator.doctor.bundle({});
  const bundle = JSON.parse(text);
  expect(bundle.examination.complete).toBe(true);
  expect(bundle.log.length).toBeGreaterThan(0);
  expect(bundle.states.scanner.lastScanAt).not.toBeNull();

  const { profile } = bare.core.opened().settings();
  const { requestId: _, channel: _channel, caseId: _case, delivery: _delivery, ...entered } = reception;
  const { idKind: _kind, entry: _entry, sex: _sex, ...applicant } = entered.applicant;
  const forbidden = [
    ...wordsOf({ ...entered, applicant, filer: { ...entered.filer, idKind: '' } }),
    ...dossier.codes.map(({ code }) => code),
    dossier.id,
    ticket.number,
    ticket.id,
    ...bare.people.flatMap(({ login, name, password }) => [login, password, ...wordsOf(name)]),
    ...wordsOf(profile.name),
    ...wordsOf(profile.authority),
    bare.core.opened().station,
    bare.ports.dataDirectory,
    os.hostname(),
    'may-in-chi-lan',
    'gõ nhầm',
    bare.recoveryKey,
  ].filter(tells);
  // The file says in its own words what is not in it.
  const { about: _about, ...told } = bundle;
  const body = `${fileName}\n${JSON.stringify(told)}`.toLowerCase();
  expect(forbidden.length).toBeGreaterThan(50);
  // "ông" stands in "không", too: what is a word must not stand there as one.
  const words = new Set(body.split(/[^\p{L}\p{M}\p{N}]+/u));
  const isThere = (text: string) => (/^\p{L}+$/u.test(text) ? words.has(text) : body.includes(text));
  expect(forbidden.filter((text) => isThere(text.toLowerCase()))).toEqual([]);
});
