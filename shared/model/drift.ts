import * as z from 'zod/mini';
import { Timestamp } from './ids.ts';

/**
 * What a server says of its bound key pair. Changed: its line has options that restrict it. Shadowed: an earlier line
 * with the same key does, and sshd takes the first. Refused: the line is right, and a logon fails all the same.
 */
export const BindingState = z.enum([
  'bound',
  'line-missing',
  'line-changed',
  'line-shadowed',
  'logon-refused',
]);
export type BindingState = z.infer<typeof BindingState>;

/** What was found on a server, against what the console's record said. */
export const Drift = z.readonly(
  z.object({
    /** Null when no key pair is bound, or when it was not looked at since. */
    binding: z.nullable(BindingState),
    /** The record said that it is disabled, and it is not. */
    isPasswordLogonBack: z.boolean(),
    /** How many keys open the account that are none of the region's key pairs. */
    unknownKeys: z.int().check(z.nonnegative()),
    /** sshd asks a program for further keys, which nobody can list. */
    hasKeysCommand: z.boolean(),
    checkedAt: Timestamp,
  }),
);
export type Drift = z.infer<typeof Drift>;

/** Whether something is other than the record says. Keys that are unknown here are no fault by themselves. */
export function hasDrifted({ binding, isPasswordLogonBack }: Drift): boolean {
  return isPasswordLogonBack || (binding !== null && binding !== 'bound');
}

/**
 * Whether binding the bound key pair again puts it right. What shadows its line is somebody else's line, and why a right
 * one is refused is not known: both are left to people.
 */
export function isRepairable(drift: Drift): boolean {
  const { binding } = drift;
  const isLeftToPeople = binding === null || binding === 'line-shadowed' || binding === 'logon-refused';
  return !isLeftToPeople && hasDrifted(drift);
}
