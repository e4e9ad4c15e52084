import { z } from 'zod';
import { SignedInUser } from '#shared/contract/index.ts';
import { userActiveSet, userCreated } from '#shared/journal/index.ts';
import { defineProjector, on } from '../journal/index.ts';
import { type ReadableDb, sql } from '../storage/index.ts';
import { loginKeyOf } from './keyring.ts';

/** A person with an account, as the views hold it. */
export const User = SignedInUser.extend({ active: z.boolean() });
export type User = z.infer<typeof User>;

const UserRow = User.extend({ active: z.int().transform((value) => value === 1) });

export function findUser(db: ReadableDb, id: string): User | undefined {
  const row = db.find(sql`select id, login, name, role, counter, active from users where id = ${id}`);
  return row === undefined ? undefined : UserRow.parse(row);
}

export function findUserByLogin(db: ReadableDb, login: string): User | undefined {
  const row = db.find(
    sql`select id, login, name, role, counter, active from users where login_key = ${loginKeyOf(login)}`,
  );
  return row === undefined ? undefined : UserRow.parse(row);
}

/** Everyone, by name. An office has tens of people, not thousands: not paged. */
export function allUsers(db: ReadableDb): User[] {
  return db
    .all(sql`select id, login, name, role, counter, active from users order by name, id`)
    .map((row) => UserRow.parse(row));
}

/** Keeps `users` in step with the local chain. */
export const usersProjector = defineProjector({
  name: 'users',
  tables: ['users'],
  on: [
    on(userCreated, (tx, _entry, body) => {
      tx.run(sql`
        insert into users (id, login, login_key, name, role, counter, active)
        values (${body.id}, ${body.login}, ${loginKeyOf(body.login)}, ${body.name}, ${body.role}, ${body.counter}, 1)`);
    }),
    on(userActiveSet, (tx, _entry, body) => {
      tx.runOne(sql`update users set active = ${body.active ? 1 : 0} where id = ${body.id}`);
    }),
  ],
});
