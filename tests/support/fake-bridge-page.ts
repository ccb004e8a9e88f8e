import { FakeBridge, type FakeState } from './fake-bridge.ts';

/** Runs before the page's own script, in the place of the preload. What the page is opened with is put there first. */
const state = Reflect.get(globalThis, 'latchkeyState') as FakeState | undefined;
Reflect.set(globalThis, 'latchkey', new FakeBridge(state ?? {}));
