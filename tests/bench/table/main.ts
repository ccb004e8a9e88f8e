import { mount } from 'svelte';
import type { Server } from '../../../shared/model/server.ts';
import PlainTable from './PlainTable.svelte';

const { servers } = Reflect.get(globalThis, 'latchkey') as { servers: readonly Server[] };
mount(PlainTable, { target: document.body, props: { servers } });
