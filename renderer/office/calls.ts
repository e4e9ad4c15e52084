import type { contract } from '#shared/contract/index.ts';

type Contract = typeof contract;

/** `room.procedure` of everything in the contract. */
export type ProcedurePath = {
  [Room in keyof Contract]: `${Room}.${Extract<keyof Contract[Room], string>}`;
}[keyof Contract];

export type CallRule = {
  /** Repeating it changes nothing, so the client may send it again after a reconnect. Writes are never repeated silently. */
  read: boolean;
  /** Milliseconds until the client gives up waiting for the answer. */
  timeoutMs: number;
};

const SECOND = 1000;
const READ: CallRule = { read: true, timeoutMs: 15 * SECOND };
const WRITE: CallRule = { read: false, timeoutMs: 15 * SECOND };
/** Key derivation takes a second or more on an old PC, and several may queue. */
const KEYED_WRITE: CallRule = { read: false, timeoutMs: 60 * SECOND };
/** A signing token answers in its own time, and a module of its maker may be loaded first. */
const TOKEN_READ: CallRule = { read: true, timeoutMs: 60 * SECOND };
/** A PIN is never sent twice by the client, whatever became of the first. */
const TOKEN_WRITE: CallRule = { read: false, timeoutMs: 60 * SECOND };

/** How each procedure is called. Exhaustive: a new procedure must say whether it may be repeated. */
const RULES: Record<ProcedurePath, CallRule> = {
  'session.state': READ,
  'session.signIn': KEYED_WRITE,
  'session.resume': { read: true, timeoutMs: 15 * SECOND },
  'session.signOut': WRITE,
  'session.changePassword': KEYED_WRITE,
  'session.recover': KEYED_WRITE,
  'setup.options': READ,
  'setup.createOffice': { read: false, timeoutMs: 120 * SECOND },
  'setup.createSample': { read: false, timeoutMs: 300 * SECOND },
  'users.list': READ,
  'users.create': KEYED_WRITE,
  'users.setActive': WRITE,
  'users.setPassword': KEYED_WRITE,
  'catalog.search': READ,
  'catalog.get': READ,
  'citizens.find': READ,
  'dossiers.preview': READ,
  'dossiers.receive': WRITE,
  'dossiers.search': READ,
  'search.choices': READ,
  'search.places': READ,
  'dossiers.get': READ,
  'dossiers.reprint': WRITE,
  'dossiers.receipt': READ,
  'dossiers.paperPdf': { read: true, timeoutMs: 30 * SECOND },
  'duplicates.find': READ,
  'visits.get': READ,
  'visits.print': WRITE,
  'slips.reasons': READ,
  'slips.preview': READ,
  'slips.give': WRITE,
  'speech.recordings': READ,
  'speech.recording': READ,
  'devices.stations': READ,
  'devices.state': READ,
  'devices.change': WRITE,
  'devices.testTicket': WRITE,
  'devices.openTicketJobs': READ,
  'devices.followTicket': READ,
  'devices.confirmTicket': WRITE,
  'devices.retryTicket': WRITE,
  'devices.simulatedPaper': READ,
  'devices.simulate': WRITE,
  'scanner.state': READ,
  'scanner.choose': WRITE,
  'scanner.simulate': WRITE,
  'queue.options': READ,
  'queue.issue': WRITE,
  'queue.desk': READ,
  'queue.ticket': READ,
  'queue.sit': WRITE,
  'queue.leave': WRITE,
  'queue.callNext': WRITE,
  'queue.move': WRITE,
  'queue.takeBack': WRITE,
  'queue.transfer': WRITE,
  'queue.pause': WRITE,
  'queue.goOn': WRITE,
  'queue.board': READ,
  'queue.today': READ,
  'queue.settings': READ,
  'queue.change': WRITE,
  'drafts.list': READ,
  'drafts.save': WRITE,
  'drafts.take': WRITE,
  'drafts.discard': WRITE,
  'dossiers.mending': READ,
  'dossiers.previewCorrection': READ,
  'dossiers.correct': WRITE,
  'dossiers.cancel': WRITE,
  'dossiers.revisions': READ,
  'dossiers.findByReceipt': READ,
  'doctor.plugged': { read: true, timeoutMs: 30 * SECOND },
  // The limit is for the first step only.
  'doctor.examine': { read: false, timeoutMs: 30 * SECOND },
  'doctor.bundle': { read: true, timeoutMs: 90 * SECOND },
  'printing.printers': { read: true, timeoutMs: 30 * SECOND },
  'printing.choose': { read: false, timeoutMs: 30 * SECOND },
  'printing.testPage': { read: false, timeoutMs: 90 * SECOND },
  'printing.openJobs': READ,
  'printing.retry': WRITE,
  'printing.cancel': WRITE,
  'printing.confirm': WRITE,
  'numbers.state': READ,
  'numbers.confirmLastCode': { read: false, timeoutMs: 60 * SECOND },
  'clock.state': READ,
  'clock.confirm': WRITE,
  'status.get': READ,
  // The subscription re-opens itself (events.ts); the limit is for its first answer only.
  'status.events': { read: false, timeoutMs: 15 * SECOND },
  // The limit is for the first step only; how long the whole takes depends on the journal.
  'copies.state': READ,
  'copies.list': READ,
  'copies.media': READ,
  'copies.change': { read: false, timeoutMs: 30 * SECOND },
  'copies.make': { read: false, timeoutMs: 30 * SECOND },
  'copies.drill': { read: false, timeoutMs: 30 * SECOND },
  'copies.stop': WRITE,
  'copies.look': { read: true, timeoutMs: 30 * SECOND },
  // The limit is for the first step only: a keyring may have to be opened before it.
  'copies.check': { read: false, timeoutMs: 120 * SECOND },
  // The office is closed, files change their names, and it is opened again.
  'copies.restore': { read: false, timeoutMs: 120 * SECOND },
  'integrity.verifyInSteps': { read: false, timeoutMs: 30 * SECOND },
  'keys.state': READ,
  'keys.beginRecoveryKey': KEYED_WRITE,
  'keys.confirmRecoveryKey': WRITE,
  'keys.setOperatingSystem': WRITE,
  // The limit is for the first step only; how long the whole takes depends on the database.
  'keys.rekey': KEYED_WRITE,
  'lan.state': READ,
  'lan.open': { read: false, timeoutMs: 30 * SECOND },
  'lan.close': { read: false, timeoutMs: 30 * SECOND },
  'lan.beginPairing': WRITE,
  'lan.cancelPairing': WRITE,
  'lan.decide': WRITE,
  'lan.revoke': WRITE,
  'lan.pair': WRITE,
  'lan.pairing': READ,
  'erasure.state': READ,
  'erasure.find': READ,
  'erasure.erase': { read: false, timeoutMs: 10 * 60 * SECOND },
  // The limit is for the first step only.
  'erasure.eraseInSteps': { read: false, timeoutMs: 30 * SECOND },
  'erasure.get': READ,
  'integrity.verify': { read: true, timeoutMs: 30 * 60 * SECOND },
  'tokens.list': TOKEN_READ,
  'tokens.openSession': TOKEN_WRITE,
  'tokens.adoptSession': { read: false, timeoutMs: 20 * SECOND },
  'tokens.closeSession': WRITE,
  'tokens.testSignature': TOKEN_WRITE,
  'tokens.settings': READ,
  'tokens.change': TOKEN_WRITE,
  'tokens.doctor': { read: true, timeoutMs: 180 * SECOND },
  'signing.options': READ,
  'signing.ofDossier': READ,
  'signing.candidates': READ,
  'signing.attachments': READ,
  // A piece at the same place again changes nothing.
  'signing.upload': { read: true, timeoutMs: 30 * SECOND },
  'signing.attach': { read: false, timeoutMs: 60 * SECOND },
  'signing.removeAttachment': WRITE,
  'signing.file': { read: true, timeoutMs: 60 * SECOND },
  'signing.start': { read: false, timeoutMs: 60 * SECOND },
  'signing.resume': { read: false, timeoutMs: 60 * SECOND },
  'signing.stop': { read: false, timeoutMs: 60 * SECOND },
  'signing.skip': WRITE,
  'signing.batch': READ,
  'signing.batches': READ,
  'signing.verify': { read: true, timeoutMs: 120 * SECOND },
  'signing.verifyDocument': { read: true, timeoutMs: 120 * SECOND },
  'signing.pending': READ,
  'signing.completeNow': WRITE,
  'signing.roots': READ,
  'signing.readRoot': READ,
  'signing.addRoot': WRITE,
  'signing.removeRoot': WRITE,
  'signing.settings': READ,
  'signing.changeSettings': WRITE,
  // A timestamp authority may take minutes.
  'signing.testTimestamp': { read: true, timeoutMs: 200 * SECOND },
  'signing.share': READ,
  'feeReceipts.options': READ,
  'feeReceipts.change': WRITE,
  'feeReceipts.ofDossier': READ,
  'feeReceipts.collect': WRITE,
  'feeReceipts.list': READ,
  'feeReceipts.waiting': READ,
  'feeReceipts.days': READ,
  'feeReceipts.number': WRITE,
  'feeReceipts.withdraw': WRITE,
  'feeReceipts.end': WRITE,
  // Thousands of lines at once.
  'feeReceipts.exportWaiting': { read: false, timeoutMs: 60 * SECOND },
  'feeReceipts.importNumbers': { read: false, timeoutMs: 60 * SECOND },
  'leases.state': READ,
  'leases.warnings': READ,
  'leases.gaps': READ,
  'packs.list': READ,
  'packs.news': READ,
  'packs.differences': READ,
  'packs.apply': WRITE,
  'packs.reject': WRITE,
  'packs.import': { read: false, timeoutMs: 60 * SECOND },
  'exchange.summary': READ,
  'exchange.overview': READ,
  'exchange.outbox': READ,
  'exchange.reconciliation': READ,
  'exchange.ofDossier': READ,
  'exchange.retry': WRITE,
  'exchange.conflict': READ,
  'exchange.settle': WRITE,
  // The other end may be slow, or silent until it is given up.
  'exchange.enrol': { read: false, timeoutMs: 120 * SECOND },
  'exchange.beginStickEnrolment': { read: false, timeoutMs: 60 * SECOND },
  'exchange.readStickEnrolment': { read: true, timeoutMs: 30 * SECOND },
  'exchange.finishStickEnrolment': { read: false, timeoutMs: 60 * SECOND },
  'exchange.setSettings': WRITE,
  // Everything that is held may go over a slow line.
  'exchange.sendNow': { read: false, timeoutMs: 10 * 60 * SECOND },
  'exchange.leave': { read: false, timeoutMs: 60 * SECOND },
  'exchange.renewKeys': { read: false, timeoutMs: 60 * SECOND },
  'exchange.stickPlaces': { read: true, timeoutMs: 30 * SECOND },
  // A stick writes at its own speed, and all of it is read back.
  'exchange.exportStick': { read: false, timeoutMs: 10 * 60 * SECOND },
  'exchange.importStick': { read: false, timeoutMs: 10 * 60 * SECOND },
};

/** The rule of a call; an unknown path (a newer contract) is treated as a write. */
export function ruleOf(path: readonly string[]): CallRule {
  const name = path.join('.');
  return Object.hasOwn(RULES, name) ? RULES[name as ProcedurePath] : WRITE;
}
