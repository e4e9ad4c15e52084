import { z } from 'zod';
import { WellFormedText } from '../dossier/index.ts';

const name = WellFormedText.trim().min(1).max(120);
const Key = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);

/** A kind of business that people queue for (nhóm thủ tục); its letter begins the numbers of its tickets. */
export const QueueGroup = z.object({
  id: Key,
  /** One capital letter A–Z, its own among the groups. */
  letter: z.string().regex(/^[A-Z]$/),
  name,
  /** For people who read no Vietnamese; empty where nobody gave one. */
  englishName: WellFormedText.trim().max(120),
});
export type QueueGroup = z.infer<typeof QueueGroup>;

/** Why somebody is called earlier (elderly, disabled, pregnant, …). */
export const PriorityGround = z.object({ id: Key, name, englishName: WellFormedText.trim().max(120) });
export type PriorityGround = z.infer<typeof PriorityGround>;

/** A place where people are served, and what for. */
export const QueueCounter = z.object({
  /** As it is called out and stands above the counter: 1 to 99. */
  number: z.int().min(1).max(99),
  name,
  /** Ids of the groups served here. */
  groups: z.array(Key).min(1).max(26),
});
export type QueueCounter = z.infer<typeof QueueCounter>;

/** How the hall of an office works; an administrator's to change, one entry of the journal each time. */
export const QueueSettings = z.object({
  groups: z.array(QueueGroup).min(1).max(26),
  counters: z.array(QueueCounter).min(1).max(99),
  priorities: z.array(PriorityGround).max(20),
  /** Ordinary tickets of a group that are called between two of its priority tickets while both wait; 0: priority first, always. */
  ordinaryBetweenPriorities: z.int().min(0).max(20),
  /** After so many calls the desk offers "no-show" first. */
  callsBeforeNoShow: z.int().min(1).max(10),
  /** Why a counter pauses, to choose from. */
  pauseReasons: z.array(name).max(20),
  board: z.object({
    /** Calls shown below the current ones. */
    lastCalls: z.int().min(0).max(12),
    /** Whether calls are spoken, and how many times each. */
    spokenTimes: z.int().min(0).max(3),
  }),
});
export type QueueSettings = z.infer<typeof QueueSettings>;
