import type { JobStep } from '../../shared/model/job.ts';
import type { Fault, FaultCase, Moment, Operation } from './fault-case.ts';

/** Step, which one of that name, and how many requests of it a fault comes at. */
type Stop = readonly [step: JobStep, nth: number, requests: number];

const bindStops: readonly Stop[] = [
  ['read-settings', 1, 1],
  ['add-line', 1, 1],
  ['prove-logon', 1, 1],
  ['arm-rollback', 1, 1],
  ['write-settings', 1, 1],
  ['reload', 1, 1],
  ['prove-again', 1, 1],
  ['check-password-refused', 1, 1],
  ['disarm-rollback', 1, 1],
];

/** Every step of every operation: a step that does not come makes its cases fail. */
export const stops: Readonly<Record<Operation, readonly Stop[]>> = {
  bind: bindStops,
  replace: [...bindStops, ['remove-line', 1, 2], ['prove-again', 2, 1], ['check-key-refused', 1, 1]],
  'failing-bind': [['roll-back', 1, 5]],
  unbind: [
    ['read-settings', 1, 1],
    ['prove-other-way-in', 1, 1],
    ['remove-line', 1, 2],
    ['check-key-refused', 1, 1],
    ['prove-other-way-in', 2, 1],
    ['reload', 1, 2],
    ['prove-other-way-in', 3, 1],
  ],
  enable: [
    ['read-settings', 1, 1],
    ['arm-rollback', 1, 1],
    ['write-settings', 1, 2],
    ['check-settings', 1, 1],
    ['reload', 1, 2],
    ['disarm-rollback', 1, 1],
  ],
};

const operations = Object.keys(stops) as Operation[];

/** From here on the configuration may have been changed, and the timer decides. */
const timed: ReadonlySet<JobStep> = new Set([
  'write-settings',
  'check-settings',
  'reload',
  'prove-again',
  'check-password-refused',
  'disarm-rollback',
]);

const everywhere: readonly Fault[] = ['cut', 'kill', 'disk-full', 'read-only', 'sshd-stopped'];

function before([step, nth]: Stop, request = 1): Moment {
  return { step, nth, request, when: 'before' };
}

function plain(operation: Operation, fault: Fault, moment: Moment): FaultCase {
  return { operation, fault, moment, timer: 'armed', hasInclude: true };
}

/** Every fault before every step; the rare ones where most hangs on it. */
function atSteps(operation: Operation): FaultCase[] {
  return stops[operation].flatMap((stop) => {
    const isCritical = operation === 'failing-bind' || (operation === 'bind' && timed.has(stop[0]));
    const rare: readonly Fault[] = isCritical ? ['silence', 'power'] : [];
    return [...everywhere, ...rare].map((fault) => plain(operation, fault, before(stop)));
  });
}

/** Killed within the steps that take several requests, and while a request is carried out. */
function withinSteps(operation: Operation): FaultCase[] {
  const hasDuring = operation.endsWith('bind') && operation !== 'unbind';
  return stops[operation].flatMap((stop) =>
    Array.from({ length: stop[2] }, (_, index) => before(stop, index + 1)).flatMap((moment) => [
      ...(moment.request > 1 ? [plain(operation, 'kill', moment)] : []),
      ...(hasDuring ? [plain(operation, 'kill', { ...moment, when: 'during' })] : []),
    ]),
  );
}

/** The timer goes off, is killed, or has no session of its own; with and without a folder of drop-ins. */
function byTimer(operation: Operation): FaultCase[] {
  const places = stops[operation].filter(([step, nth]) => timed.has(step) && nth === 1);
  return places.flatMap((stop) => [
    { ...plain(operation, 'kill', before(stop)), timer: 'fired' },
    { ...plain(operation, 'config-full', before(stop)), timer: 'fired', hasInclude: false },
    { ...plain(operation, 'cut', before(stop)), timer: 'killed' },
    { ...plain(operation, 'kill', before(stop)), timer: 'detached', hasInclude: false },
  ]);
}

/** Where there is no folder, it is the main file that has to be put back: what needs room on the disk. */
function withoutInclude(operation: Operation): FaultCase[] {
  const places = stops[operation].filter(([step]) => timed.has(step) || step === 'roll-back');
  return places.flatMap((stop) =>
    (['config-full', 'config-read-only'] as const).map((fault) => ({
      ...plain(operation, fault, before(stop)),
      hasInclude: false,
    })),
  );
}

const changesConfiguration: readonly Operation[] = ['bind', 'failing-bind', 'enable'];

/** The whole matrix. */
export const allCases: readonly FaultCase[] = operations.flatMap((operation) => [
  ...atSteps(operation),
  ...(operation === 'replace' ? [] : withinSteps(operation)),
  ...(changesConfiguration.includes(operation) ? [...byTimer(operation), ...withoutInclude(operation)] : []),
]);
