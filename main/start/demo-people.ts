import type { OfficeClient } from '#office/index.ts';
import type { Ids } from '#shared/base/index.ts';
import { type DemoMarker, writeDemoMarker } from './demo-directory.ts';
import { StartRefused } from './say.ts';

/** A person of the sample office with the password made for this start. */
export type DemoPerson = { login: string; role: 'clerk' | 'administrator'; name: string; password: string };

/**
 * Sets up the sample office, or opens the one of an earlier start; either way everybody has a fresh password.
 * What was received in it before stays.
 */
export async function openDemoOffice(options: {
  client: OfficeClient;
  directory: string;
  marker: DemoMarker;
  /** Null: whichever is there; three tiers in a new directory. */
  tree: 'three-tier' | 'two-tier' | null;
  ids: Ids;
}): Promise<DemoPerson[]> {
  const { client, directory, marker } = options;
  const { phase } = await client.session.state({});
  if (phase === 'new') {
    const tree = options.tree ?? 'three-tier';
    const { people, recoveryKey } = await client.setup.createSample({ tree });
    await writeDemoMarker(directory, {
      madeBy: marker.madeBy,
      recoveryKey,
      tree,
      people: people.map(({ login, name, role }) => ({ login, name, role })),
    });
    return people.map(({ login, role, name, password }) => ({ login, role, name, password }));
  }
  refuseOtherTree(directory, marker, options.tree);
  const administrator = marker.people.find((person) => person.role === 'administrator');
  if (marker.recoveryKey === null || administrator === undefined) {
    throw new StartRefused(
      `Dữ liệu mẫu trong "${directory}" chưa được tạo xong ở lần trước. Hãy xóa thư mục đó rồi chạy lại.

The sample data there was not finished last time. Delete the directory and start again.`,
    );
  }
  const people = marker.people.map((person) => ({ ...person, password: makePassword(options.ids) }));
  const password = people.find((person) => person.login === administrator.login)?.password ?? '';
  await recoverSample(
    client,
    { recoveryKey: marker.recoveryKey, login: administrator.login, password },
    directory,
  );
  const { users } = await client.users.list({});
  for (const person of people) {
    const user = users.find((candidate) => candidate.login === person.login);
    if (user !== undefined && person.login !== administrator.login) {
      await client.users.setPassword({ id: user.id, password: person.password });
    }
  }
  await client.session.signOut({});
  return people;
}

/** The key of the sample's first start may have been replaced since, by whoever tried that screen. */
async function recoverSample(
  client: OfficeClient,
  input: { recoveryKey: string; login: string; password: string },
  directory: string,
): Promise<void> {
  try {
    await client.session.recover(input);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'wrong-recovery-key')) throw error;
    throw new StartRefused(
      `Khóa khôi phục của dữ liệu mẫu trong "${directory}" đã được thay, nên không thể tự đặt lại mật khẩu.
Hãy chạy lại không có --demo và đăng nhập bằng mật khẩu đã có, hoặc chọn một thư mục chưa có: --data THƯ-MỤC-MỚI

The recovery key of the sample data there was replaced, so no fresh passwords can be made. Start without --demo and sign
in with a password you have, or name a directory that does not exist yet.`,
    );
  }
}

/** Whoever names a tree gets that one or is told; the other office would look like a mistake of the program. */
function refuseOtherTree(directory: string, marker: DemoMarker, asked: DemoMarker['tree']): void {
  if (asked === null || asked === marker.tree || marker.recoveryKey === null) return;
  const there = marker.tree ?? 'không rõ / unknown';
  throw new StartRefused(
    `Dữ liệu mẫu trong "${directory}" theo cây ${there}, không phải ${asked}.
Hãy bỏ --tree để mở dữ liệu đang có, hoặc chọn một thư mục chưa có: --data THƯ-MỤC-MỚI

The sample data there is of the tree ${there}, not ${asked}. Leave out --tree to open it, or name a directory that does
not exist yet.`,
  );
}

// Without letters and digits that look alike; 32 of them, so that a byte chooses evenly.
const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';

/** 20 characters in groups of 5: 100 bits. */
function makePassword(ids: Ids): string {
  const characters = [...ids.bytes(20)].map((byte) => ALPHABET[byte % ALPHABET.length] ?? '');
  return characters.join('').match(/.{5}/g)?.join('-') ?? '';
}
