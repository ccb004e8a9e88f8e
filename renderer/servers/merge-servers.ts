import type { Server } from '../../shared/model/server.ts';

export interface ServerChange {
  readonly servers: readonly Server[];
  readonly removedIds: readonly string[];
}

/** The list after a change: known servers stay where they are, new ones come last, removed ones go. */
export function mergeServers(servers: readonly Server[], change: ServerChange): readonly Server[] {
  const byId = new Map<string, Server>(servers.map((server) => [server.id, server]));
  for (const server of change.servers) byId.set(server.id, server);
  for (const id of change.removedIds) byId.delete(id);
  return [...byId.values()];
}
