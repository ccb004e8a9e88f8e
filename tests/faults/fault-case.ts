import type { JobStep } from '../../shared/model/job.ts';

/** What is done on the server when the fault comes. */
export const operations = ['bind', 'replace', 'failing-bind', 'unbind', 'enable'] as const;
export type Operation = (typeof operations)[number];

/**
 * cut: every connection is reset and none comes about until the application's next start. silence: nothing comes through
 * for a while, then everything is reset and the network is as before. kill: the application's process gets SIGKILL. Full
 * and read-only are the home and sshd's configuration, or the configuration alone.
 */
export const faults = [
  'cut',
  'silence',
  'kill',
  'disk-full',
  'read-only',
  'config-full',
  'config-read-only',
  'sshd-stopped',
  'power',
] as const;
export type Fault = (typeof faults)[number];

/**
 * armed: as in the product. fired: its time is up before anybody comes back. killed: its process is gone when the fault
 * comes. detached: armed, on a machine without `setsid`.
 */
export type TimerState = 'armed' | 'fired' | 'killed' | 'detached';

/** Where in the operation the fault comes: before a request of a step is sent, or while it is being carried out. */
export interface Moment {
  readonly step: JobStep;
  /** Which one of several steps of this name, from 1. */
  readonly nth: number;
  /** Which one of the step's requests to the server, from 1. */
  readonly request: number;
  readonly when: 'before' | 'during';
}

export interface FaultCase {
  readonly operation: Operation;
  readonly fault: Fault;
  readonly moment: Moment;
  readonly timer: TimerState;
  /** Whether sshd's main configuration includes the folder of drop-ins. */
  readonly hasInclude: boolean;
}

export function nameOf({ operation, fault, moment, timer, hasInclude }: FaultCase): string {
  const { step, nth, request, when } = moment;
  const place = `${step}${nth > 1 ? `#${nth}` : ''}.${request}`;
  const variant = [timer === 'armed' ? '' : ` timer-${timer}`, hasInclude ? '' : ' no-include'].join('');
  return `${operation} ${fault} ${when} ${place}${variant}`;
}
