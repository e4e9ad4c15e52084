import type { Logger } from '../log/index.ts';

/** What should be open to the LAN now, for the host that listens. */
export type LanOpening = {
  /** IP address; `0.0.0.0`: every one of the PC. */
  address: string;
  port: number;
  /** Names and addresses under which it may be asked for, lower case, IPv6 without brackets. */
  names: readonly string[];
  /** PEM. The key is in memory only. */
  key: string;
  certificate: string;
};

/** Opens what it is given, or closes with null; rejects where it can't be opened, and nothing is open then. */
export type ApplyOpening = (opening: LanOpening | null) => Promise<void>;

/** Keeps the host's door as it should be; changed only when something differs. Whoever calls makes one change at a time. */
export type Listening = {
  attach(apply: ApplyOpening): () => void;
  readonly attached: boolean;
  /** Makes it so; rejects with what the host said. Tried again with each call after a failure. */
  set(opening: LanOpening | null): Promise<void>;
  /** Closes it, as a failure: it should be open where it can't be now. */
  lose(): Promise<void>;
  state(): 'no' | 'yes' | 'failed';
};

export function createListening(log: Logger): Listening {
  let apply: ApplyOpening | null = null;
  let applied = '';
  let state: 'no' | 'yes' | 'failed' = 'no';

  async function change(opening: LanOpening | null): Promise<void> {
    const wanted = opening === null ? '' : JSON.stringify(opening);
    if (apply === null || wanted === applied) return;
    applied = '';
    try {
      await apply(opening);
      applied = wanted;
      state = opening === null ? 'no' : 'yes';
    } catch (error) {
      state = 'failed';
      log.warn('the office could not be opened to its LAN', { error });
      throw error;
    }
  }

  return {
    attach(given) {
      apply = given;
      applied = '';
      return () => {
        apply = null;
        applied = '';
        state = 'no';
      };
    },
    get attached() {
      return apply !== null;
    },
    set: change,
    async lose() {
      await change(null);
      if (apply !== null) state = 'failed';
    },
    state: () => state,
  };
}
