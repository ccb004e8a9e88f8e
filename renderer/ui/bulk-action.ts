import type { MenuAction } from './menu-action.ts';

/** Something that can be done with all selected rows at once. */
export interface BulkAction extends MenuAction {
  /** In the place of doing it: what it can be done with, as a menu. */
  readonly choices?: readonly MenuAction[];
}
