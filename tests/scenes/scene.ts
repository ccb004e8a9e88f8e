import type { ConsolePage } from '../e2e/support/console-page.ts';
import type { FakeState } from '../support/fake-bridge.ts';

/** One thing that the window can show: a screen, a dialog, or one of their states. */
export interface Scene {
  /** Also the name of its pictures. */
  readonly name: string;
  /** The component it is about. */
  readonly shows: string;
  /** What the application holds, and how it answers. */
  readonly state?: FakeState;
  /** The way there from the window as it starts. Ends with what is to be seen. */
  readonly open: (ui: ConsolePage) => Promise<unknown>;
}
