import type { JobKind, JobResultState, JobStep } from '../../model/job.ts';
import type { PasswordLogon } from '../../model/server.ts';
import { number, ofAll, plural, servers } from './plural.ts';

/** What is being done on a server right now. */
const steps: Record<JobStep, string> = {
  connect: 'Logging on',
  'read-settings': 'Reading the SSH settings',
  'add-line': 'Adding the public key',
  'prove-logon': 'Proving a logon with the key pair',
  'arm-rollback': 'Setting a timer on the server that undoes all this',
  'write-settings': 'Writing the SSH settings',
  'check-settings': 'Checking the SSH settings',
  'remove-line': 'Removing the public key',
  reload: 'Reloading the SSH service',
  restart: 'Restarting the server',
  'wait-for-server': 'Waiting for the server to come back',
  'prove-again': 'Proving the logon once more',
  'check-password-refused': 'Checking that passwords are refused',
  'disarm-rollback': 'Stopping the timer',
  'check-key-refused': 'Checking that the key is refused',
  'prove-other-way-in': 'Looking for another way in',
  'wait-for-attempts':
    'Waiting up to a minute: logons have just failed here, and one more could shut you out',
  'roll-back': 'Putting everything back',
};

const states: Record<JobResultState, string> = {
  waiting: 'Waiting',
  running: 'Under way',
  succeeded: 'Done',
  pending: 'Pending',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

const titles: Record<JobKind, (keyPair: string) => string> = {
  bind: (keyPair) => `Attaching “${keyPair}”`,
  unbind: (keyPair) => `Detaching “${keyPair}”`,
  'take-effect': () => 'Putting the change into force',
  'verify-logon': () => 'Verifying the logon',
  'enable-password-logon': () => 'Re-enabling password logon',
  inspect: () => 'Checking for changes',
  refresh: () => 'Reading the servers anew',
  repair: () => 'Repairing',
};

/** Of one that ended without a failure. */
const endedTitles: typeof titles = {
  bind: (keyPair) => `Attached “${keyPair}”`,
  unbind: (keyPair) => `Detached “${keyPair}”`,
  'take-effect': () => 'The change was put into force',
  'verify-logon': () => 'The logon was verified',
  'enable-password-logon': () => 'Password logon was re-enabled',
  inspect: () => 'Checked for changes',
  refresh: () => 'The servers were read anew',
  repair: () => 'Repaired',
};

/** What was asked for, whatever has become of it. */
const actionTitles: typeof titles = {
  bind: (keyPair) => `Attach “${keyPair}”`,
  unbind: (keyPair) => `Detach “${keyPair}”`,
  'take-effect': () => 'Put into force',
  'verify-logon': () => 'Verify logon',
  'enable-password-logon': () => 'Re-enable password logon',
  inspect: () => 'Check for changes',
  refresh: () => 'Refresh',
  repair: () => 'Repair',
};

const succeeded: Record<JobKind, string> = {
  bind: 'The key pair is bound, and a logon with it was proven.',
  unbind: 'The key pair is off this server.',
  'take-effect': 'The change is in force.',
  'verify-logon': 'The server accepts the key pair.',
  'enable-password-logon': 'root can log on with a password again.',
  inspect: 'Nothing differs from what was recorded.',
  refresh: 'It was read anew.',
  repair: 'Repaired: the key pair is bound, and a logon with it was proven.',
};

/** Whether root can log on with a password, on one server, as it stands now. */
const now: Record<PasswordLogon, string> = {
  disabled: 'root can’t log on with a password any more.',
  enabled: 'root can still log on with a password.',
  unknown: 'Whether root can log on with a password is not known: refresh the server to see.',
};

const untilThen: typeof now = {
  disabled: 'Until then, root can’t log on with a password.',
  enabled: 'Until then, root can still log on with a password.',
  unknown: now.unknown,
};

const afterDetach: typeof now = {
  ...now,
  disabled:
    'root still can’t log on with a password: detaching does not switch that on again. Re-enable password logon does.',
};

const afterEnabling: typeof now = {
  ...now,
  disabled: 'root still can’t log on with a password.',
  enabled: 'Key pairs that are bound keep working.',
};

/** What holds after an action, and how to log on now. */
const logon = {
  now,
  untilThen,
  afterDetach,
  afterEnabling,
  keptOn:
    'root can still log on with a password: it is switched off only once a logon with the key pair was proven.',
  copyCommand: (server: string): string => `Copy ssh Command for ${server}`,
  /** After several servers were changed at once. */
  passwordsOff: (off: number, total: number): string =>
    `Password logon for root is off on ${number(off)} of ${servers(total)}.`,
};

export const jobs = {
  logon,
  steps,
  states,
  titles,
  endedTitles,
  actionTitles,
  /** Of a job that has not ended well on every server; counted only where there are several. */
  undoneTitle: (
    action: string,
    state: 'failed' | 'pending' | 'cancelled' | 'interrupted',
    { count, total }: { readonly count: number; readonly total: number },
  ): string => `${action}: ${total > 1 ? `${ofAll(count, total)} ` : ''}${state}`,
  succeeded,
  /** @param status how the server is, in one word */
  refreshed: (status: string): string => `It was read anew: ${status}.`,
  boundUnproven: 'The key pair is bound. Its private key is not on this computer, so no logon was proven.',
  pendingRestart:
    'Done as far as possible now. It takes effect after a restart, or with Finish What Is Pending in the server’s row.',
  pendingServer: 'The server is stopped. Latchkey carries this out when the server is next seen.',
  waiting: 'Waiting for its turn.',
  cancelled: 'Not done.',
  failedAt: (step: string): string => `Stopped at: ${step}`,
  interrupted: 'Latchkey was closed while this was under way. Verify the logon to see what holds.',
  progress: (done: number, total: number): string => `${number(done)} of ${servers(total)} finished`,
  /** Read out when a job has ended. */
  summary: (job: Record<'succeeded' | 'differing' | 'pending' | 'failed', number>): string =>
    [
      job.succeeded > 0 ? `${servers(job.succeeded)} done` : '',
      job.differing > 0 ? plural(job.differing, { one: '# server differs', other: '# servers differ' }) : '',
      job.pending > 0 ? `${servers(job.pending)} pending` : '',
      job.failed > 0 ? `${servers(job.failed)} failed` : '',
    ]
      .filter((part) => part !== '')
      .join(', ') || 'Nothing was done',
  server: 'Server',
  status: 'Status',
  retryFailed: (count: number): string => `Try Again on ${servers(count)}`,
  reviewHostKey: 'Review Host Key',
  detachAnyway: 'Detach Anyway…',
  cancel: 'Cancel',
  cancelling: 'Cancelling…',
  cancelNote: 'What is under way is finished or put back first. Nothing else is begun.',
  /** @param seconds rounded to what is worth saying */
  timeLeft: (seconds: number): string =>
    seconds < 60 ? `about ${seconds} s left` : `about ${Math.round(seconds / 60)} min left`,
  timeLeftUnknown: 'still under way',
  /** On the button that brings the dialog back. */
  background: {
    running: (title: string, done: number, total: number): string =>
      total > 1 ? `${ofAll(done, total)} · ${title}` : title,
    failed: (title: string, failed: number): string => `${servers(failed)} failed · ${title}`,
    several: (count: number): string => `${number(count)} actions`,
    label: 'Actions in the background',
  },
  continueInBackground: 'Continue in Background',
  results: 'Result for each server',
};
