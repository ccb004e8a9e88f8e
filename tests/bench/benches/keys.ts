import { compare, type Comparison } from '../comparison.ts';
import { CreateBench } from '../create-key-pair.ts';
import { publicKeyReaders } from '../public-key-readers.ts';

const readRuns = 30;
const createRuns = 40;

export async function bench(): Promise<readonly Comparison[]> {
  const reading: Comparison[] = [];
  for (const { rival, ours, theirs } of publicKeyReaders())
    reading.push(await compare({ name: 'read-public', rival, unit: 'ms', runs: readRuns, ours, theirs }));
  const hardest = reading.reduce((one, other) => (other.theirs < one.theirs ? other : one));
  const creating = await CreateBench.start();
  try {
    const rival = 'ssh-keygen -t rsa -b 2048';
    const common = { rival, unit: 'ms', runs: createRuns, theirs: () => creating.sshKeygen() } as const;
    const create = await compare({ ...common, name: 'create', ours: () => creating.create() });
    const prepared = await compare({ ...common, name: 'prepared', ours: () => creating.createPrepared() });
    const inApplication = { ...common, ours: () => creating.createInApplication() };
    return [create, prepared, await compare({ ...inApplication, name: 'prepared-in-application' }), hardest];
  } finally {
    await creating.stop();
  }
}
