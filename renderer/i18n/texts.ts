import { common as commonEn } from './en/common.ts';
import { errors as errorsEn } from './en/errors.ts';
import { receive as receiveEn } from './en/receive.ts';
import { shell as shellEn } from './en/shell.ts';
import { common } from './vi/common.ts';
import { errors } from './vi/errors.ts';
import { receive } from './vi/receive.ts';
import { shell } from './vi/shell.ts';
import type { Wording } from './wording.ts';

export const vi = { common, errors, receive, shell };
export type Texts = typeof vi;
export const en: Wording<Texts> = { common: commonEn, errors: errorsEn, receive: receiveEn, shell: shellEn };
