import { everyActivity, type ActivityFilter, type ActivityFormat } from '../../shared/model/activity.ts';
import { call } from '../lib/client.ts';
import { texts } from '../../shared/texts/texts.ts';
import type { WindowState } from './window-state.svelte.ts';

type Told = Pick<WindowState, 'serverActions'>;

/** Writes the activity to a file that the user chooses, and says how much it was and where it is. */
export async function exportActivity(
  { serverActions }: Told,
  format: ActivityFormat,
  filter: ActivityFilter = everyActivity,
): Promise<void> {
  try {
    const { path, count } = await call('activity:export', { format, filter });
    if (path !== null) serverActions.tell('success', texts.activity.exported(count, path));
  } catch (error) {
    serverActions.tellError(error);
  }
}

/** Puts what somebody who helps has to know on the clipboard: no secret, no name of a server. */
export async function copyDiagnostics({ serverActions }: Told): Promise<void> {
  try {
    await call('settings:copy-diagnostics', {});
    serverActions.tell('success', texts.settings.diagnosticsCopied);
  } catch (error) {
    serverActions.tellError(error);
  }
}
