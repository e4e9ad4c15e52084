export {
  Birth,
  birthOfCard,
  CalendarDate,
  displayBirth,
  isRealDate,
  parseTypedBirth,
  Sex,
} from './birth.ts';
export { CitizenCard, parseCitizenCard } from './card.ts';
export { type CitizenCardProblem, looksLikeCitizenCard, looksLikePartialCard } from './card-problem.ts';
export {
  BirthRegistrationProvinces,
  type CitizenWarning,
  cardTextWarnings,
  citizenNumberWarnings,
  findBirthRegistrationProvince,
  formatCitizenNumber,
} from './citizen-number.ts';
export { checkEmail } from './email.ts';
export { type IdNumber, parseIdNumber } from './id-number.ts';
export { normalizeAddress, normalizeName } from './name.ts';
export { formatPhone, parsePhone } from './phone.ts';
export { checkTaxCode, type TaxCode } from './tax-code.ts';
