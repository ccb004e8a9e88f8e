import type { Handlers } from '../handler-table.ts';

/** Greys the window's commands in the native menu out, or not. What the system itself has in menus stays as it is. */
export type EnableCommands = (enabled: boolean) => void;

export function menuHandlers(enableCommands: EnableCommands): Pick<Handlers, 'app:enable-commands'> {
  return {
    'app:enable-commands': ({ enabled }) => {
      enableCommands(enabled);
      return Promise.resolve({});
    },
  };
}
