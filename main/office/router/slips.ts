import { giveSlip, previewSlip } from '../dossiers/index.ts';
import { procedures, requireUser } from './context.ts';
import { actorOf } from './dossiers.ts';
import { refuseIfTaken } from './drafts.ts';
import { printingAt } from './printing-at.ts';

export const slips = {
  reasons: procedures.slips.reasons.handler(({ context }) => requireUser(context).office.rules.slipReasons),
  preview: procedures.slips.preview.handler(({ context, input }) => {
    const { office, user } = requireUser(context);
    return previewSlip(input, {
      rules: office.rules,
      office: office.settings(),
      actor: actorOf(user),
      now: context.core.ports.clock.now(),
      clockTrouble: office.journal.clockState().trouble,
    });
  }),
  give: procedures.slips.give.handler(({ context, input }) => {
    const caller = requireUser(context);
    const { office, user } = caller;
    refuseIfTaken(context, input.requestId);
    const ports = printingAt(caller, office.receivePorts);
    const { dossier, repeated } = giveSlip(ports, input, actorOf(user));
    return { dossier, repeated, job: office.printing.findFirstJobOf(dossier.id) };
  }),
};
