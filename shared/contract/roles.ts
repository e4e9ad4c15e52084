import { z } from 'zod';

/** What a person may be in an office; more kinds (officer, leader, kiosk, board) come with their screens. */
export const Role = z.enum(['clerk', 'administrator']);
export type Role = z.infer<typeof Role>;

/** Who may call a procedure: anybody who reached the office, anyone signed in, or only some roles. */
export type Access = 'anyone' | 'signed-in' | readonly Role[];
