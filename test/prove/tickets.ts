import path from 'node:path';
import { parseArgs } from 'node:util';
import { createComposer, loadDrawing } from '#office/devices/index.ts';
import { officeTimestamp } from '#shared/base/index.ts';
import type { TicketPaper } from '#shared/queue/index.ts';
import { resourcesDirectory } from '../fixtures/office.ts';
import { createRandom } from '../fixtures/random.ts';
import { quantile, round, say, wholeNumber } from './measure.ts';
import { FAULT_KINDS, type FaultKind, sufferFault } from './tickets-faults.ts';
import { openPrinterHall, type PrinterHall } from './tickets-printer.ts';
import { createReader, type Reader } from './tickets-reading.ts';

/** One request for a ticket, and what a person said about it. */
type Request = {
  id: string;
  paper: TicketPaper;
  asked: boolean;
  /** What the person who looked said: it came out; not, and is not wanted; not, print it again. */
  word: 'none' | 'printed' | 'dropped' | 'again';
  /** When it would be too old, by the clock of the office. */
  until: number;
};

const ZBAR_SAMPLE = 40;
const GROUPS = [
  ['Chứng thực, hộ tịch', 'UBND XÃ LƯƠNG SƠN'],
  ['Đất đai, xây dựng và môi trường', 'UBND TỈNH PHÚ THỌ'],
  ['Ngân hàng, bảo hiểm xã hội và chính sách người có công', 'UBND PHƯỜNG NGHĨA LỘ'],
] as const;

/**
 * The proof `tickets`: `--faults N` (200) things go wrong with a ticket printer on a serial line, `--seed N` (1),
 * `--profile mm58|mm80`. `ok` only if every request ended as exactly one ticket on paper or one question to a person,
 * none came out too late or twice, and every ticket is read back from its picture.
 */
export async function prove(args: string[]): Promise<{ ok: boolean; figures: Record<string, unknown> }> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args, options: { faults: text, seed: text, profile: text } });
  const faults = wholeNumber('faults', values.faults ?? '200', 1);
  const seed = wholeNumber('seed', values.seed ?? '1');
  const profile = values.profile === 'mm80' ? 'mm80' : 'mm58';
  const draw = createRandom(seed).below;
  const drawing = await loadDrawing(path.join(resourcesDirectory, 'fonts'));
  const compose = createComposer(drawing);
  const reader = createReader(profile, drawing, compose);
  const hall = await openPrinterHall(profile, drawing);
  const requests: Request[] = [];
  const suffered: Partial<Record<FaultKind, number>> = {};
  const firstByteMs: number[] = [];

  function ask(): string {
    const n = requests.length + 1;
    const [groupName, authority] = GROUPS[draw(GROUPS.length)] ?? GROUPS[0];
    const number = `${String.fromCharCode(65 + Math.floor(n / 999))}${String(n % 999).padStart(3, '0')}`;
    const paper: TicketPaper = {
      number,
      groupName,
      authority,
      office: 'Trung tâm Phục vụ hành chính công',
      priorityName: draw(5) === 0 ? 'Người cao tuổi' : null,
      ahead: draw(30),
      estimateMinutes: draw(4) === 0 ? null : draw(90),
      issuedAt: officeTimestamp(hall.now()),
      qr: `TMC1:${seed}:${n}`,
      sample: true,
    };
    const id = hall.order(paper);
    requests.push({ id, paper, asked: false, word: 'none', until: hall.now() + 120_000 });
    return id;
  }

  try {
    await hall.rest([ask()]);
    for (let n = 0; n < faults; n += 1) {
      const kind = FAULT_KINDS[n % FAULT_KINDS.length] ?? 'unplug';
      suffered[kind] = (suffered[kind] ?? 0) + 1;
      const before = requests.length;
      await sufferFault(kind, hall, draw, () => Array.from({ length: 1 + draw(3) }, ask));
      await answerQuestions(hall, reader, requests.slice(before), draw);
      // In the calm after it: the printer is back without anybody's help, and how quick it is.
      firstByteMs.push(await hall.timeFirstByte(() => hall.rest([ask()])));
      await answerQuestions(hall, reader, requests.slice(-1), draw);
      if ((n + 1) % 25 === 0) say(`${n + 1} faults, ${requests.length} tickets`);
    }
    const end = await judge(hall, reader, requests);
    const first = { p50: round(quantile(firstByteMs, 0.5)), p95: round(quantile(firstByteMs, 0.95)) };
    const bytes = requests[0] === undefined ? 0 : compose(requests[0].paper, profile).bytes.length;
    const { ok, ...figures } = end;
    const shown = { seed, profile, faults, byKind: suffered, ...figures, bytesPerTicket: bytes };
    return {
      ok: ok && firstByteMs.every(Number.isFinite),
      figures: { ...shown, firstByteMsP50: first.p50, firstByteMsP95: first.p95 },
    };
  } finally {
    await hall.end();
  }
}

/** A person looks at the paper and says what is: it came out, print it again, or nobody wants it any more. */
async function answerQuestions(
  hall: PrinterHall,
  reader: Reader,
  requests: readonly Request[],
  draw: (count: number) => number,
): Promise<void> {
  const again: Request[] = [];
  for (const request of requests) {
    const job = hall.job(request.id);
    if (job.state === 'printed') continue;
    request.asked ||= job.open;
    const out = hall.cameOut.some(({ piece }) => reader.isWhole(piece, request.paper));
    if (out) {
      hall.devices().confirmTicket(request.id, true);
      request.word = 'printed';
    } else if (draw(3) > 0) {
      hall.devices().retryTicket(request.id);
      request.word = 'again';
      request.until = hall.now() + 120_000;
      again.push(request);
    } else {
      hall.devices().confirmTicket(request.id, false);
      request.word = 'dropped';
    }
  }
  if (again.length === 0) return;
  await hall.rest(again.map(({ id }) => id));
  await answerQuestions(hall, reader, again, draw);
}

/** Counts what lies on the floor against what the office says. */
async function judge(hall: PrinterHall, reader: Reader, requests: readonly Request[]) {
  const figures = {
    tickets: requests.length,
    printed: 0,
    askedAbout: 0,
    printedAgainOnWord: 0,
    doubled: 0,
    lost: 0,
    unexplained: 0,
    stale: 0,
    unread: 0,
    wordsMissing: 0,
    scraps: 0,
    gibberish: hall.emulator.gibberish(),
    readByZbar: 0,
  };
  const whole = new Map<string, number>();
  const sample: { piece: (typeof hall.cameOut)[number]['piece']; qr: string }[] = [];
  const byNumber = new Map(requests.map((request) => [request.paper.number, request]));
  for (const { piece, at } of hall.cameOut) {
    const request = piece.texts.map((number) => byNumber.get(number)).find((found) => found !== undefined);
    if (request === undefined || !reader.isWhole(piece, request.paper)) {
      figures.scraps += 1;
      continue;
    }
    const { qr } = request.paper;
    whole.set(qr, (whole.get(qr) ?? 0) + 1);
    if (at > request.until) figures.stale += 1;
    if (reader.qrOf(piece) !== qr) figures.unread += 1;
    figures.wordsMissing += reader.missingWords(piece, request.paper).length;
    if (sample.length < ZBAR_SAMPLE) sample.push({ piece, qr });
  }
  const texts = await reader.readByZbar(sample.map(({ piece }) => piece));
  figures.readByZbar = sample.filter(({ qr }) => texts.includes(qr)).length;
  for (const request of requests) {
    const count = whole.get(request.paper.qr) ?? 0;
    const job = hall.job(request.id);
    if (request.asked) figures.askedAbout += 1;
    if (request.word === 'again' && job.state === 'printed') figures.printedAgainOnWord += 1;
    if (job.state === 'printed' && !request.asked) figures.printed += 1;
    if (count > 1) figures.doubled += count - 1;
    if (job.state === 'printed' && count === 0) figures.lost += 1;
    const explained =
      job.state === 'printed' ? count === 1 : count === 0 && request.word === 'dropped' && request.asked;
    if (!explained) {
      figures.unexplained += 1;
      say(`unexplained: ${JSON.stringify({ ...job, count, asked: request.asked, word: request.word })}`);
    }
  }
  const { doubled, lost, unexplained, stale, unread, wordsMissing, gibberish } = figures;
  const wrong = doubled + lost + unexplained + stale + unread + wordsMissing + gibberish;
  const ok =
    wrong === 0 &&
    figures.printed + figures.askedAbout === figures.tickets &&
    figures.readByZbar === sample.length;
  return { ok, ...figures };
}
