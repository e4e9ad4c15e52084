import { expect, test } from 'vitest';
import { citizenNumberWarnings, parseCitizenCard, parsePhone } from '#shared/citizen/index.ts';
import { cardText, person } from '../fixtures/people.ts';

test('invented people have cards that the product reads back without a doubt', () => {
  for (let index = 0; index < 2_000; index += 1) {
    const who = person(7, index);
    const card = parseCitizenCard(cardText(who));
    expect(card).toMatchObject({
      ok: true,
      value: {
        number: who.number,
        oldNumber: who.oldNumber,
        name: who.name,
        birth: who.birth,
        sex: who.sex,
        address: who.address,
        issued: who.issued,
      },
    });
    expect(citizenNumberWarnings(who.number, who.birth, who.sex)).toEqual([]);
    expect(parsePhone(who.phone).ok).toBe(true);
  }
});

test('nobody shares a number, and the same seed gives the same people', () => {
  const numbers = new Set(Array.from({ length: 50_000 }, (_, index) => person(3, index).number));
  expect(numbers.size).toBe(50_000);
  expect(person(3, 41)).toEqual(person(3, 41));
  expect(person(4, 41)).not.toEqual(person(3, 41));
});
