import { z } from 'zod';

/** What a person may be in an office; more kinds (officer, leader) come with their screens. */
export const Role = z.enum(['clerk', 'administrator']);
export type Role = z.infer<typeof Role>;

/** A device of the hall that works without a person: it may call what names its kind, and nothing else. */
export const HallDeviceKind = z.enum(['kiosk', 'board']);
export type HallDeviceKind = z.infer<typeof HallDeviceKind>;

/** What a device may be paired as; `counter`: a PC at which people sign in, who then have the rights of their role. */
export const DeviceKind = z.enum(['counter', ...HallDeviceKind.options]);
export type DeviceKind = z.infer<typeof DeviceKind>;

/**
 * From where a procedure may be called: this PC alone, also a paired counter of the LAN, or also what only reached the
 * office and is not paired yet. What is named for a kiosk or a board is theirs wherever they stand.
 */
export type Reach = 'this-pc' | 'counter' | 'unpaired';

/**
 * Who may call a procedure: anybody who reached the office, any person signed in, or only some roles and kinds of
 * devices.
 */
export type Access = 'anyone' | 'signed-in' | readonly (Role | HallDeviceKind)[];
