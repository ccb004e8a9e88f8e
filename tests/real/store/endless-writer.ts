import { writeSync } from 'node:fs';
import { openStore } from '../../../electron/store/sqlite-store.ts';
import { sampleRegion, sampleServer } from '../../electron/store/samples.ts';

/**
 * Run as a program of its own, to be killed: counts up, and says each number once its transaction is through. A
 * transaction puts the number on all servers, with text that makes it several pages long.
 */
const store = openStore(process.argv[2] ?? '');
const serverCount = 8;

if (store.regions.list().length === 0) {
  store.transaction(() => {
    const region = sampleRegion();
    store.regions.insert(region);
    for (let index = 0; index < serverCount; index += 1) {
      store.servers.insert(sampleServer(region.id, { checkedAt: 0 }));
    }
  });
}
const [region = sampleRegion()] = store.regions.list();

for (;;) {
  store.transaction(() => {
    for (const server of store.servers.list(region.id)) {
      const next = (server.checkedAt ?? 0) + 1;
      store.servers.update({
        ...server,
        checkedAt: next,
        os: { kind: 'linux', name: String(next).repeat(700) },
      });
    }
  });
  writeSync(1, `${store.servers.list(region.id)[0]?.checkedAt ?? -1}\n`);
}
