import { z } from 'zod';

/** What a person may be in an office; more kinds (officer, leader) come with their screens. */
export const Role = z.enum(['clerk', 'administrator']);
export type Role = z.infer<typeof Role>;

/** A device of the hall that works without a person: it may call what names its kind, and nothing else. */
export const HallDeviceKind = z.enum(['kiosk', 'board']);
export type HallDeviceKind = z.infer<typeof HallDeviceKind>;

/**
 * Who may call a procedure: anybody who reached the office, any person signed in, or only some roles and kinds of
 * devices.
 */
export type Access = 'anyone' | 'signed-in' | readonly (Role | HallDeviceKind)[];
