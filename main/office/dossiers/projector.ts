import { applyReceived, applySlip } from '#shared/dossier/index.ts';
import { dossierReceived, erased, serialRangeGranted, slipGiven } from '#shared/journal/index.ts';
import { defineProjector, on } from '../journal/index.ts';
import { insertDossierInTx } from './dossiers-table.ts';
import { insertErasedInTx, noteErasureInTx } from './erased-table.ts';
import { renewFollowedInTx } from './followed.ts';
import { forgetDossierInTx } from './forget.ts';
import { freezeHandlers } from './freezes-table.ts';
import { codeHandlers } from './give-codes.ts';
import { noteCitizensInOrderInTx } from './known-citizens.ts';
import { leaseHandlers } from './leases-table.ts';
import { mendingHandlers } from './mending-handlers.ts';
import { insertRangeInTx, noteRegisterLineInTx, noteSerialInTx } from './serials.ts';

/** Keeps dossiers, their search, the serials and the people received before in step with the exchange chain. */
export const dossiersProjector = defineProjector({
  name: 'dossiers',
  // Children before parents: a rebuild empties them from last to first.
  tables: [
    'serial_ranges',
    'serials_used',
    'register_lines',
    'register_volumes',
    'serial_freezes',
    'serial_releases',
    'serial_leases',
    'serial_runs',
    'known_citizens',
    'dossiers',
    'dossier_applicants',
    'dossier_codes',
    'dossier_search',
    'erased_dossiers',
    'erased_codes',
  ],
  on: [
    ...freezeHandlers,
    ...leaseHandlers,
    ...codeHandlers,
    on(serialRangeGranted, (tx, _entry, body) => insertRangeInTx(tx, body)),
    on(
      dossierReceived,
      (tx, entry, body) => {
        const dossier = applyReceived(body.dossier);
        insertDossierInTx(tx, entry.position, dossier, body.request);
        noteSerialInTx(tx, body.serial.agencyCode, body.serial.day, body.serial.number);
        noteRegisterLineInTx(tx, dossier.register);
        noteCitizensInOrderInTx(tx, entry.position, dossier);
        renewFollowedInTx(tx, dossier.follows);
      },
      (tx, entry, kept) => {
        insertErasedInTx(tx, entry, { ...kept, slip: null });
        noteSerialInTx(tx, kept.serial.agencyCode, kept.serial.day, kept.serial.number);
        noteRegisterLineInTx(tx, kept.register);
      },
    ),
    on(
      slipGiven,
      (tx, entry, body) => {
        const slip = applySlip(body.dossier);
        insertDossierInTx(tx, entry.position, slip, body.request);
        noteRegisterLineInTx(tx, slip.register);
        noteCitizensInOrderInTx(tx, entry.position, slip);
        // Only where it comes back to its place: the dossier that follows it may be there already.
        renewFollowedInTx(tx, slip.id);
      },
      (tx, entry, kept) => {
        insertErasedInTx(tx, entry, kept);
        noteRegisterLineInTx(tx, kept.register);
      },
    ),
    ...mendingHandlers,
    on(erased, (tx, entry, body) =>
      noteErasureInTx(tx, entry.subject, { at: entry.at, by: entry.actor, ground: body.ground }),
    ),
  ],
  forget: forgetDossierInTx,
});
