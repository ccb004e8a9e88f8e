import { FakeBridge, type FakeState } from './fake-bridge.ts';
import { sampleServer } from './fake-bridge-samples.ts';

/** Long lists, by name: they are made here rather than carried to the page. */
const scenarios: Readonly<Record<string, () => FakeState>> = {
  many: () => ({ servers: Array.from({ length: 10_000 }, (_, index) => sampleServer(index + 1)) }),
};

/**
 * Runs before the page's own script, in the place of the preload. What the page is opened with is put there first: a state
 * as `latchkeyState`, or the name of one as `latchkeyScenario`.
 */
const state = Reflect.get(globalThis, 'latchkeyState') as FakeState | undefined;
const named = scenarios[String(Reflect.get(globalThis, 'latchkeyScenario'))];
Reflect.set(globalThis, 'latchkey', new FakeBridge(state ?? named?.() ?? {}));
