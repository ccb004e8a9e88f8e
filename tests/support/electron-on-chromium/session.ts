import type { Session } from 'electron';
import { ServedEmitter, serving } from './not-served.ts';
import { setPermissionCheckHandler, setPermissionRequestHandler } from './permissions.ts';
import { protocol } from './protocol.ts';

class SessionStandIn
  extends ServedEmitter
  implements Pick<Session, 'protocol' | 'setPermissionRequestHandler' | 'setPermissionCheckHandler'>
{
  readonly protocol = protocol;
  readonly setPermissionRequestHandler = setPermissionRequestHandler;
  readonly setPermissionCheckHandler = setPermissionCheckHandler;

  constructor() {
    super('session', ['will-download']);
  }

  setSpellCheckerEnabled(): void {
    // Chromium was started without one.
  }
}

export const defaultSession = serving<Session>('session', new SessionStandIn());
