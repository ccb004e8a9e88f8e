import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { ProviderKind } from '../../shared/model/region.ts';
import { withBudget } from '../ssh/budgeted-logons.ts';
import { LogonBudget } from '../ssh/logon-budget.ts';
import { openSession } from '../ssh/open-session.ts';
import { proveLogon } from '../ssh/prove-logon.ts';
import { readHostKey } from '../ssh/read-host-key.ts';
import type { RegionProvider } from './inventory.ts';
import { practiceFile } from './practice/practice-memory.ts';
import { createPracticeProvider } from './practice/practice-provider.ts';
import { createSshProvider } from './ssh/ssh-provider.ts';

/** @param folder where the practice region keeps its machines */
export function createProviders(folder: string): Readonly<Record<ProviderKind, RegionProvider>> {
  return {
    ssh: createSshProvider({ ...withBudget(new LogonBudget(), { openSession, proveLogon }), readHostKey }),
    practice: createPracticeProvider({
      memory: practiceFile(join(folder, 'practice.json')),
      now: Date.now,
      sleep: (ms, signal) => setTimeout(ms, undefined, { signal }),
    }),
  };
}
