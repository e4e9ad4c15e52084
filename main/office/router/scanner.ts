import { OfficeError } from '../lifecycle/index.ts';
import type { Scanner } from '../scanners/index.ts';
import { type CallContext, procedures, requireUser } from './context.ts';

/** The scanner of that station; of where the caller works, when none is named. Throws `not-found`. */
function scannerOf(context: CallContext, station: string | undefined): Scanner {
  const { office, station: here } = requireUser(context);
  const wanted = station ?? here;
  if (wanted !== here && !office.devices.stations().some((one) => one.station === wanted)) {
    throw new OfficeError('not-found');
  }
  return office.scanners.at(wanted);
}

export const scanner = {
  state: procedures.scanner.state.handler(({ context, input }) => scannerOf(context, input.station).state()),
  choose: procedures.scanner.choose.handler(async ({ context, input }) => {
    const found = scannerOf(context, input.station);
    await found.choose(input.settings, requireUser(context).user.id);
    return found.state();
  }),
  simulate: procedures.scanner.simulate.handler(({ context, input }) => {
    if (!scannerOf(context, input.station).simulate(input.text)) throw new OfficeError('not-found');
    return {};
  }),
};
