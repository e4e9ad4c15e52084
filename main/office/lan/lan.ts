import type { LanState } from '#shared/contract/index.ts';
import { createDoor, type LanDoor } from './door.ts';
import { createPairedDevices, type PairedDevices } from './paired.ts';
import { type Admitted, createPairing, type Pairing } from './pairing.ts';
import type { LanPorts, OpenDatabase } from './ports.ts';
import { lanView } from './view.ts';

/**
 * The office on its LAN: whether it is open, under which certificate, which devices may come in, and who is being let in.
 * It listens on nothing itself: the host does (`attach`). Closed while the database is.
 */
export type Lan = Pick<Pairing, 'ask' | 'stepOf' | 'cancel' | 'refuse'> &
  Pick<PairedDevices, 'findDevice' | 'isPaired' | 'noteLive' | 'noteLeft'> &
  Pick<LanDoor, 'isPossible' | 'isAddressHere' | 'open' | 'close' | 'attach' | 'stop'> & {
    state(): LanState;
    beginPairing: Pairing['begin'];
    admit(pairing: string, digits: string, actor: string): Admitted;
    /** False: there is no such device. */
    revoke(device: string, actor: string): boolean;
    /**
     * The token of a device that was just let in, once; undefined when there is none to be had for this claim. Throws
     * where it can't be written down; the claim is good then as it was.
     */
    takeToken(claim: string): string | undefined;
  };

export function createLan(ports: LanPorts): Lan {
  const { clock, ids, findOpened } = ports;
  const pairing = createPairing({ clock, ids, onChanged: ports.tell });
  const paired = createPairedDevices(ports);
  const door = createDoor(ports, pairing.clear);

  function opened(): OpenDatabase {
    const office = findOpened();
    if (office === undefined) throw new Error('asked of a closed office');
    return office;
  }

  return {
    ask: pairing.ask,
    stepOf: pairing.stepOf,
    cancel: pairing.cancel,
    refuse: pairing.refuse,
    beginPairing: pairing.begin,
    findDevice: paired.findDevice,
    isPaired: paired.isPaired,
    noteLive: paired.noteLive,
    noteLeft: paired.noteLeft,
    isPossible: door.isPossible,
    isAddressHere: door.isAddressHere,
    open: door.open,
    close: door.close,
    attach: door.attach,
    stop: door.stop,
    state() {
      const office = opened();
      return lanView(office.db, {
        possible: door.isPossible(),
        door: door.state(office),
        pairing: pairing.view(),
        isLive: paired.isLive,
        isExpected: pairing.isExpected,
      });
    },
    admit: (id, digits, actor) =>
      pairing.confirm(id, digits, (wanted) => paired.admit(opened(), wanted, actor)),
    revoke: (device, actor) => paired.revoke(opened(), device, actor),
    takeToken(claim) {
      const office = findOpened();
      if (office === undefined) return undefined;
      const token = pairing.takeClaim(claim, (device) => paired.makeToken(office, device));
      if (token !== undefined) ports.tell();
      return token;
    },
  };
}
