import type { receive as vi } from '../vi/receive.ts';
import type { Wording } from '../wording.ts';

export const receive: Wording<typeof vi> = {
  title: 'Receive a dossier',
};
