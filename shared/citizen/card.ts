import { z } from 'zod';
import { err, ok, type Result } from '#shared/base/index.ts';
import { Birth, birthOfCard, CalendarDate, isoOfDayMonthYear, Sex } from './birth.ts';
import { cardFields } from './card-fields.ts';
import { type CitizenCardProblem, notACard, problem } from './card-problem.ts';

/** What the QR of a citizen card (CCCD gắn chip or thẻ căn cước) says. Unknown parts are null, never guessed. */
export const CitizenCard = z.object({
  /** Personal number: 12 digits, no check digit. */
  number: z.string().regex(/^\d{12}$/),
  /** Number of an earlier identity card: 9 or 12 digits. Its absence says nothing about the kind of card. */
  oldNumber: z
    .string()
    .regex(/^(?:\d{9}|\d{12})$/)
    .nullable(),
  /** NFC, in the letter case of the card. */
  name: z.string().min(1),
  birth: Birth.nullable(),
  sex: Sex.nullable(),
  /** Place of residence as on the card; may be empty. */
  address: z.string(),
  issued: CalendarDate.nullable(),
  /**
   * Fields 8 and later exactly as they were read (also blanks and control characters): four on cards since 2024,
   * their meaning not confirmed. Shown as "thông tin khác", never interpreted.
   */
  extra: z.array(z.string()),
});
export type CitizenCard = z.infer<typeof CitizenCard>;

const FEWEST_FIELDS = 6;
const FIRST_EXTRA_FIELD = 7;
const NOT_ISSUED = '00000000';

function sexOfCard(text: string): Sex | null {
  const word = text.toLowerCase();
  if (word === 'nam') return 'male';
  // "nu": scanners that type like a keyboard lose the diacritics.
  return word === 'nữ' || word === 'nu' ? 'female' : null;
}

function issuedOfCard(text: string): CalendarDate | null | undefined {
  return text === '' || text === NOT_ISSUED ? null : isoOfDayMonthYear(text);
}

/**
 * Reads the text of a card's QR: number | old number | name | birth | sex | address | issued | extra…
 * Six fields or more; a part that is not what it should be refuses the card, so that no wrong person is received.
 * The error tells the clerk what to do; the caller keeps what was typed.
 */
export function parseCitizenCard(raw: string): Result<CitizenCard, CitizenCardProblem> {
  const fields = cardFields(raw);
  if (fields.length < FEWEST_FIELDS) return err(notACard(fields));
  const [number = '', old = '', name = '', birthText = '', sexText = '', address = '', issuedText = ''] =
    fields;
  if (!/^\d{12}$/.test(number)) return err(problem('bad-number', { text: number }));
  if (name === '') return err(problem('no-name', {}));
  const birth = birthOfCard(birthText);
  if (birth === undefined) return err(problem('bad-birth', { text: birthText }));
  const issued = issuedOfCard(issuedText);
  if (issued === undefined) return err(problem('bad-issued', { text: issuedText }));
  return ok({
    number,
    oldNumber: /^(?:\d{9}|\d{12})$/.test(old) ? old : null,
    name,
    birth,
    sex: sexOfCard(sexText),
    address,
    issued,
    extra: raw.split('|').slice(FIRST_EXTRA_FIELD),
  });
}
