import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { SignatureRole } from '#shared/contract/index.ts';
import { SigningSettings } from '#shared/contract/index.ts';
import type { Journal } from '../journal/index.ts';
import { changeSettingInTx, findSetting, type OfficeSettings } from '../settings/index.ts';
import type { ReadableDb, WritableDb } from '../storage/index.ts';
import type { MarkWanted } from './ports.ts';

const KEY = 'signing';

const TimestampServices = z.object({
  services: z
    .array(z.object({ address: z.url(), name: z.string(), source: z.string(), seenOn: z.string() }))
    .min(1),
});

/** The timestamp service that is asked where the administrator names none, with where that is known from. */
export type TimestampDefault = { address: string; source: string };

/** Throws when the shipped file is missing or wrong. */
export function loadTimestampDefault(resourcesDirectory: string): TimestampDefault {
  const file = path.join(resourcesDirectory, 'signing', 'timestamp-services.json');
  const [first] = TimestampServices.parse(JSON.parse(readFileSync(file, 'utf8'))).services;
  if (first === undefined) throw new Error('no timestamp service is shipped');
  return { address: first.address, source: first.source };
}

/** Before anybody chose: both roles, text alone, timestamps from the shipped service. */
export function firstSettings(): SigningSettings {
  return {
    organisation: { enabled: true, name: '', sealPng: null, sealMillimetres: 36 },
    person: { enabled: true, title: '' },
    timestamps: { enabled: true, address: '' },
    validation: true,
  };
}

export function getSigningSettings(db: ReadableDb): SigningSettings {
  return findSetting(db, KEY, SigningSettings) ?? firstSettings();
}

export function changeSigningSettingsInTx(
  tx: WritableDb,
  journal: Journal,
  change: { settings: SigningSettings; actor: string; subject: string },
): void {
  changeSettingInTx(tx, journal, {
    key: KEY,
    value: change.settings,
    actor: change.actor,
    subject: change.subject,
  });
}

/** Which roles may sign here, in the order in which they are offered. */
export function rolesOf(settings: SigningSettings): SignatureRole[] {
  return (['organisation', 'person'] as const).filter((role) => settings[role].enabled);
}

/** What the office's mark says. */
export function organisationName(settings: SigningSettings, office: OfficeSettings): string {
  return settings.organisation.name || office.profile.name;
}

/** The visible mark of a signature. `owner`: whom the certificate names. */
export function markOf(
  role: SignatureRole,
  settings: SigningSettings,
  office: OfficeSettings,
  owner: string,
): MarkWanted {
  if (role === 'person') return { kind: role, heading: settings.person.title, name: owner, seal: null };
  const { sealPng, sealMillimetres } = settings.organisation;
  return {
    kind: role,
    heading: '',
    name: organisationName(settings, office),
    seal:
      sealPng === null
        ? null
        : { png: new Uint8Array(Buffer.from(sealPng, 'base64')), millimetres: sealMillimetres },
  };
}

/** Where timestamps are asked for; null: none are wanted. */
export function timestampAddress(settings: SigningSettings, shipped: TimestampDefault): string | null {
  if (!settings.timestamps.enabled) return null;
  return settings.timestamps.address || shipped.address;
}
