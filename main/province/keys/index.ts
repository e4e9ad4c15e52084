import { type KeyPair, makeKeyPair } from '#main/parcels/index.ts';
import { type Clock, epochOfOfficeTimestamp, officeTimestamp } from '#shared/base/index.ts';
import { PublicKey } from '#shared/exchange/index.ts';
import type { Sql } from '../store/index.ts';
import { createSecrets, type Secrets } from './secrets.ts';

export { createSecrets, LEAST_SECRET, SecretMissing, type Secrets } from './secrets.ts';

const DAY_MS = 86_400_000;
/** How long a key of a province is good. */
const VALID_MS = 5 * 365 * DAY_MS;
/** A new key is announced this long before the present one ends: offices whose stick comes twice a year hear of it. */
const ANNOUNCED_MS = 365 * DAY_MS;
/** Keys are good a little before they were made, for desks whose clock is late. */
const EARLIER_MS = DAY_MS;

type Row = { kid: string; public: unknown; secret: string; retired_at: string | null };

/** The keys of the province: which one signs, which ones offices are told of, and their change. */
export type ProvinceKeys = {
  /** The pair that signs now: of those that are good the one that ends first, so that the next is announced by it. */
  signing(): Promise<KeyPair>;
  /**
   * Every key that is good or will be, for offices to pin: signing and encrypting. None that ended: when something was
   * signed its signer says, so a key that leaks after its end must not be believed any more. Packs of its time are
   * believed by their announced hash (P21). `from`: the transaction in which an answer is made.
   */
  published(from?: Sql): Promise<PublicKey[]>;
  /** The secret of a key of ours by its id, for what was sealed to it; undefined for one that is not ours. */
  findSecret(kid: string): Promise<string | undefined>;
  /**
   * Makes a new pair of each use. The present ones go on until they end and announce the new ones with every answer.
   * `endPresent`: they are in wrong hands and end at once; offices that have not heard of the new ones must be let in
   * anew.
   */
  rotate(options: { endPresent: boolean }): Promise<PublicKey[]>;
  /** Makes the next pair when the present one ends within a year; several instances make one. */
  renewInTime(): Promise<void>;
};

/**
 * Opens the keys of a province; makes the first ones. `sql` and `clock`: of the province; `secrets`: how their secrets lie
 * there, as they are unless told otherwise. What lies there in another way is sealed anew. Throws `SecretMissing`.
 */
export async function openKeys({
  sql,
  clock,
  secrets = createSecrets(null),
}: {
  sql: Sql;
  clock: Clock;
  secrets?: Secrets | undefined;
}): Promise<ProvinceKeys> {
  const goodRows = async (from: Sql): Promise<(Row & { key: PublicKey })[]> => {
    const rows = await from.query<Row>(
      'SELECT kid, public, secret, retired_at FROM province_keys WHERE retired_at IS NULL ORDER BY valid_to, kid',
    );
    return rows
      .map((row) => ({ ...row, key: PublicKey.parse(row.public) }))
      .filter(({ key }) => epochOfOfficeTimestamp(key.validTo) > clock.now());
  };
  const pairs = async (from: Sql): Promise<KeyPair[]> =>
    (await goodRows(from)).map(({ kid, key, secret }) => ({
      public: key,
      secret: secrets.open(kid, secret),
    }));

  async function add(tx: Sql): Promise<PublicKey[]> {
    const times = {
      validFrom: officeTimestamp(clock.now() - EARLIER_MS),
      validTo: officeTimestamp(clock.now() + VALID_MS),
    };
    const made = [makeKeyPair('sign', times), makeKeyPair('encrypt', times)];
    for (const pair of made) {
      await tx.query(
        `INSERT INTO province_keys (kid, use, public, secret, valid_from, valid_to) VALUES ($1, $2, $3, $4, $5, $6)`,
        [
          pair.public.kid,
          pair.public.use,
          JSON.stringify(pair.public),
          secrets.seal(pair.public.kid, pair.secret),
          times.validFrom,
          times.validTo,
        ],
      );
    }
    return made.map((pair) => pair.public);
  }

  /** One instance at a time: two that start at once, or two administrators, make one pair. */
  const alone = <T>(work: (tx: Sql) => Promise<T>): Promise<T> =>
    sql.transaction(async (tx) => {
      await tx.query('LOCK TABLE province_keys IN SHARE ROW EXCLUSIVE MODE');
      return work(tx);
    });

  async function renewInTime(): Promise<void> {
    await alone(async (tx) => {
      const good = await pairs(tx);
      const late = (pair: KeyPair): boolean =>
        epochOfOfficeTimestamp(pair.public.validTo) - clock.now() > ANNOUNCED_MS;
      if (!good.some((pair) => pair.public.use === 'sign' && late(pair))) await add(tx);
    });
  }

  /** Every secret as it should lie there by now, also of keys that ended. */
  async function sealAnew(): Promise<void> {
    const kept = await sql.query<Row>('SELECT kid, public, secret, retired_at FROM province_keys');
    if (!kept.some(({ kid, secret }) => secrets.isStale(kid, secret))) return;
    await alone(async (tx) => {
      const rows = await tx.query<Row>('SELECT kid, public, secret, retired_at FROM province_keys');
      for (const { kid, secret } of rows.filter((row) => secrets.isStale(row.kid, row.secret))) {
        const sealed = secrets.seal(kid, secrets.open(kid, secret));
        await tx.query('UPDATE province_keys SET secret = $2 WHERE kid = $1', [kid, sealed]);
      }
    });
  }

  await sealAnew();
  await renewInTime();
  return {
    async signing() {
      const pair = (await pairs(sql)).find(({ public: key }) => key.use === 'sign');
      if (pair === undefined) throw new Error('the province has no signing key that is good');
      return pair;
    },
    async published(from = sql) {
      return (await goodRows(from)).map(({ key }) => key);
    },
    async findSecret(kid) {
      // A key that ended still opens what was sealed to it in time.
      const [row] = await sql.query<Row>(
        'SELECT kid, public, secret, retired_at FROM province_keys WHERE kid = $1',
        [kid],
      );
      return row === undefined ? undefined : secrets.open(kid, row.secret);
    },
    rotate({ endPresent }) {
      return alone(async (tx) => {
        if (endPresent) {
          await tx.query('UPDATE province_keys SET retired_at = $1 WHERE retired_at IS NULL', [
            officeTimestamp(clock.now()),
          ]);
        }
        return add(tx);
      });
    },
    renewInTime,
  };
}
