import type { common as vi } from '../vi/common.ts';
import type { Wording } from '../wording.ts';

export const common: Wording<typeof vi> = {
  product: 'Trạm Một Cửa',
  productShort: 'Một Cửa',
  cancel: 'Cancel',
  close: 'Close',
  back: 'Back',
  next: 'Continue',
  save: 'Save',
  saved: 'Saved',
  retry: 'Try again',
  stop: 'Stop',
  yes: 'Yes',
  no: 'No',
  copy: 'Copy',
  copied: 'Copied',
  print: 'Print',
  loading: 'Loading…',
  working: 'Working…',
  none: 'none',
  required: 'required',
  open: 'Open',
  keys: {
    title: 'Keyboard',
    hint: 'F1 or ? opens this list on every screen.',
    everywhere: 'Everywhere',
    thisScreen: 'This screen',
    help: 'List of keys',
  },
};
