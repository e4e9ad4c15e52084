import { expect, it } from 'vitest';
import { EXCHANGE_CODES } from '#shared/exchange/index.ts';
import { entryKinds } from '#shared/journal/index.ts';
import { exchange } from './vi/exchange.ts';

it('every reason of the closed list is said in the words that the other side would use', () => {
  expect(exchange.codes).toEqual(EXCHANGE_CODES);
});

it('every kind of entry that travels has a name', () => {
  const travelling = entryKinds.filter(({ chain }) => chain === 'exchange').map(({ kind }) => kind);
  expect(travelling.filter((kind) => !Object.hasOwn(exchange.kinds, kind))).toEqual([]);
});
