import * as z from 'zod/mini';
import { PasswordLogon } from '../../../shared/model/server.ts';
import { sampleKeyPair, sampleMachines, type SampleMachine } from './sample-machines.ts';

/** How long a machine that is starting when its region is created still takes. */
const startingMs = 60_000;

/** What can change on a sample machine. */
export const MachineState = z.readonly(
  z.object({
    /** The bound key pair's public line. */
    keyLine: z.nullable(z.string()),
    /** Further keys, beside the bound one. */
    moreKeyLines: z.optional(z.readonly(z.array(z.string()))),
    passwordLogon: PasswordLogon,
    /** What password logon becomes with the next restart; null when that changes nothing. */
    nextPasswordLogon: z.nullable(PasswordLogon),
    /** When it answers, in milliseconds since 1970; null while nobody starts it. */
    answersFrom: z.nullable(z.number()),
    failsNext: z.boolean(),
  }),
);
export type MachineState = z.infer<typeof MachineState>;

/** The machines' states by host. */
export const MachineStates = z.record(z.string(), MachineState);
export type MachineStates = z.infer<typeof MachineStates>;

/** All sample machines as they are when their region is created. */
export function freshStates(now: number): MachineStates {
  return Object.fromEntries(sampleMachines.map((sample) => [sample.host, freshState(sample, now)]));
}

const answersAfterMs = { running: 0, starting: startingMs, unknown: 0 } as const;

function freshState(
  { status, passwordLogon, isBound, isUnreliable }: SampleMachine,
  now: number,
): MachineState {
  return {
    keyLine: isBound === true ? sampleKeyPair.publicLine : null,
    passwordLogon,
    nextPasswordLogon: null,
    answersFrom: status === 'stopped' ? null : now + answersAfterMs[status],
    failsNext: isUnreliable === true,
  };
}
