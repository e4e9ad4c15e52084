import {
  IconArchive,
  IconArmchair,
  IconBuildingBroadcastTower,
  IconCashBanknote,
  IconCertificate,
  IconDatabaseSearch,
  IconDeviceUsb,
  IconEraser,
  IconFileSearch,
  IconInbox,
  IconKey,
  IconListNumbers,
  IconNetwork,
  IconNumbers,
  IconPackage,
  IconPrinter,
  IconSend,
  IconShieldCheck,
  IconUsb,
  IconUsers,
  IconWritingSign,
} from '@tabler/icons-react';
import { paths } from '#renderer/ui/index.ts';
import type { Role } from '#shared/contract/index.ts';

/** A screen of the program as rail and palette show it. */
export type Screen = {
  path: string;
  /** Key of its name under `shell.nav`. */
  name:
    | 'receive'
    | 'certify'
    | 'find'
    | 'sign'
    | 'verify'
    | 'feeReceipts'
    | 'outbox'
    | 'hall'
    | 'lan'
    | 'province'
    | 'packs'
    | 'leases'
    | 'users'
    | 'printing'
    | 'devices'
    | 'tokens'
    | 'integrity'
    | 'keys'
    | 'numbers'
    | 'erasure'
    | 'copies';
  icon: typeof IconInbox;
  roles: readonly Role[];
  /** In the rail itself, or in its menu for administrators. */
  group: 'work' | 'admin';
  /** What an administrator's screen is about. */
  part?: 'counter' | 'signing' | 'people' | 'province' | 'data';
  /** First letter of its Vietnamese name; digits with Alt belong to the parts of a form. */
  key: string;
};

const SCREENS: readonly Screen[] = [
  {
    path: paths.receive,
    name: 'receive',
    icon: IconInbox,
    roles: ['clerk', 'administrator'],
    group: 'work',
    key: 'Alt+N',
  },
  {
    path: paths.certify,
    name: 'certify',
    icon: IconCertificate,
    roles: ['clerk', 'administrator'],
    group: 'work',
    key: 'Alt+V',
  },
  {
    path: paths.find,
    name: 'find',
    icon: IconFileSearch,
    roles: ['clerk', 'administrator'],
    group: 'work',
    key: 'Alt+H',
  },
  {
    path: paths.sign,
    name: 'sign',
    icon: IconWritingSign,
    roles: ['clerk', 'administrator'],
    group: 'work',
    // No letter of its name is left.
    key: 'Alt+Z',
  },
  {
    path: paths.verify,
    name: 'verify',
    icon: IconShieldCheck,
    roles: ['clerk', 'administrator'],
    group: 'work',
    key: 'Ctrl+F2',
  },
  {
    path: paths.feeReceipts,
    name: 'feeReceipts',
    icon: IconCashBanknote,
    roles: ['clerk', 'administrator'],
    group: 'work',
    // No letter is left.
    key: 'Ctrl+F1',
  },
  {
    path: paths.outbox,
    name: 'outbox',
    icon: IconSend,
    roles: ['clerk', 'administrator'],
    group: 'work',
    // F10 says how it stands with the province; beside it, what goes there.
    key: 'Ctrl+F10',
  },
  {
    path: paths.hall,
    name: 'hall',
    icon: IconArmchair,
    roles: ['administrator'],
    group: 'admin',
    part: 'counter',
    key: 'Alt+D',
  },
  {
    path: paths.lan,
    name: 'lan',
    icon: IconNetwork,
    roles: ['administrator'],
    group: 'admin',
    part: 'counter',
    key: 'Alt+W',
  },
  {
    path: paths.users,
    name: 'users',
    icon: IconUsers,
    roles: ['administrator'],
    group: 'admin',
    part: 'people',
    key: 'Alt+U',
  },
  {
    path: paths.printing,
    name: 'printing',
    icon: IconPrinter,
    roles: ['administrator'],
    group: 'admin',
    part: 'counter',
    key: 'Alt+M',
  },
  {
    path: paths.devices,
    name: 'devices',
    icon: IconDeviceUsb,
    roles: ['administrator'],
    group: 'admin',
    part: 'counter',
    key: 'Alt+F',
  },
  {
    path: paths.tokens,
    name: 'tokens',
    icon: IconUsb,
    roles: ['administrator'],
    group: 'admin',
    part: 'signing',
    key: 'Ctrl+F3',
  },
  {
    path: paths.keys,
    name: 'keys',
    icon: IconKey,
    roles: ['administrator'],
    group: 'admin',
    part: 'people',
    key: 'Alt+A',
  },
  {
    path: paths.province,
    name: 'province',
    icon: IconBuildingBroadcastTower,
    roles: ['administrator'],
    group: 'admin',
    part: 'province',
    key: 'Ctrl+F11',
  },
  {
    path: paths.packs,
    name: 'packs',
    icon: IconPackage,
    roles: ['administrator'],
    group: 'admin',
    part: 'province',
    key: 'Ctrl+F12',
  },
  {
    path: paths.leases,
    name: 'leases',
    icon: IconListNumbers,
    roles: ['administrator'],
    group: 'admin',
    part: 'province',
    // No letter is left.
    key: 'Ctrl+F6',
  },
  {
    path: paths.integrity,
    name: 'integrity',
    icon: IconDatabaseSearch,
    roles: ['administrator'],
    group: 'admin',
    part: 'data',
    key: 'Alt+K',
  },
  {
    path: paths.copies,
    name: 'copies',
    icon: IconArchive,
    roles: ['administrator'],
    group: 'admin',
    part: 'data',
    key: 'Alt+L',
  },
  {
    path: paths.numbers,
    name: 'numbers',
    icon: IconNumbers,
    roles: ['administrator'],
    group: 'admin',
    part: 'data',
    key: 'Alt+S',
  },
  {
    path: paths.erasure,
    name: 'erasure',
    icon: IconEraser,
    roles: ['administrator'],
    group: 'admin',
    part: 'data',
    key: 'Alt+X',
  },
];

/** The screens a person of this role may open, in the order of the rail. */
export function screensOf(role: Role): readonly Screen[] {
  return SCREENS.filter((screen) => screen.roles.includes(role));
}
