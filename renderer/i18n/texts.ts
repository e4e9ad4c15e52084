import { admin as adminEn } from './en/admin.ts';
import { board as boardEn } from './en/board.ts';
import { certify as certifyEn } from './en/certify.ts';
import { common as commonEn } from './en/common.ts';
import { copies as copiesEn } from './en/copies.ts';
import { corrections as correctionsEn } from './en/corrections.ts';
import { devices as devicesEn } from './en/devices.ts';
import { dossier as dossierEn } from './en/dossier.ts';
import { drafts as draftsEn } from './en/drafts.ts';
import { erasure as erasureEn } from './en/erasure.ts';
import { errors as errorsEn } from './en/errors.ts';
import { exchange as exchangeEn } from './en/exchange.ts';
import { exported as exportedEn } from './en/export.ts';
import { feeReceipts as feeReceiptsEn } from './en/fee-receipts.ts';
import { find as findEn } from './en/find.ts';
import { hall as hallEn } from './en/hall.ts';
import { keys as keysEn } from './en/keys.ts';
import { kiosk as kioskEn } from './en/kiosk.ts';
import { lan as lanEn } from './en/lan.ts';
import { leases as leasesEn } from './en/leases.ts';
import { numbers as numbersEn } from './en/numbers.ts';
import { outbox as outboxEn } from './en/outbox.ts';
import { packs as packsEn } from './en/packs.ts';
import { pair as pairEn } from './en/pair.ts';
import { province as provinceEn } from './en/province.ts';
import { queue as queueEn } from './en/queue.ts';
import { receive as receiveEn } from './en/receive.ts';
import { setup as setupEn } from './en/setup.ts';
import { shell as shellEn } from './en/shell.ts';
import { sign as signEn } from './en/sign.ts';
import { signIn as signInEn } from './en/sign-in.ts';
import { slips as slipsEn } from './en/slips.ts';
import { tokens as tokensEn } from './en/tokens.ts';
import { verify as verifyEn } from './en/verify.ts';
import { admin } from './vi/admin.ts';
import { board } from './vi/board.ts';
import { certify } from './vi/certify.ts';
import { common } from './vi/common.ts';
import { copies } from './vi/copies.ts';
import { corrections } from './vi/corrections.ts';
import { devices } from './vi/devices.ts';
import { dossier } from './vi/dossier.ts';
import { drafts } from './vi/drafts.ts';
import { erasure } from './vi/erasure.ts';
import { errors } from './vi/errors.ts';
import { exchange } from './vi/exchange.ts';
import { exported } from './vi/export.ts';
import { feeReceipts } from './vi/fee-receipts.ts';
import { find } from './vi/find.ts';
import { hall } from './vi/hall.ts';
import { keys } from './vi/keys.ts';
import { kiosk } from './vi/kiosk.ts';
import { lan } from './vi/lan.ts';
import { leases } from './vi/leases.ts';
import { numbers } from './vi/numbers.ts';
import { outbox } from './vi/outbox.ts';
import { packs } from './vi/packs.ts';
import { pair } from './vi/pair.ts';
import { province } from './vi/province.ts';
import { queue } from './vi/queue.ts';
import { receive } from './vi/receive.ts';
import { setup } from './vi/setup.ts';
import { shell } from './vi/shell.ts';
import { sign } from './vi/sign.ts';
import { signIn } from './vi/sign-in.ts';
import { slips } from './vi/slips.ts';
import { tokens } from './vi/tokens.ts';
import { verify } from './vi/verify.ts';
import type { Wording } from './wording.ts';

/** Every text of the screens; one file per room that shows it. */
export const vi = {
  admin,
  board,
  certify,
  common,
  copies,
  corrections,
  devices,
  dossier,
  drafts,
  erasure,
  errors,
  exchange,
  export: exported,
  feeReceipts,
  find,
  hall,
  keys,
  kiosk,
  lan,
  leases,
  numbers,
  outbox,
  packs,
  pair,
  province,
  queue,
  receive,
  setup,
  shell,
  signIn,
  sign,
  tokens,
  verify,
  slips,
};
export type Texts = typeof vi;
export const en: Wording<Texts> = {
  admin: adminEn,
  board: boardEn,
  certify: certifyEn,
  common: commonEn,
  copies: copiesEn,
  corrections: correctionsEn,
  devices: devicesEn,
  dossier: dossierEn,
  drafts: draftsEn,
  erasure: erasureEn,
  errors: errorsEn,
  exchange: exchangeEn,
  export: exportedEn,
  feeReceipts: feeReceiptsEn,
  find: findEn,
  hall: hallEn,
  keys: keysEn,
  kiosk: kioskEn,
  lan: lanEn,
  leases: leasesEn,
  numbers: numbersEn,
  outbox: outboxEn,
  packs: packsEn,
  pair: pairEn,
  province: provinceEn,
  queue: queueEn,
  receive: receiveEn,
  setup: setupEn,
  shell: shellEn,
  signIn: signInEn,
  sign: signEn,
  tokens: tokensEn,
  verify: verifyEn,
  slips: slipsEn,
};
