import { protocol, type Session } from 'electron';
import { answerFromFiles, readAppFiles } from './app-files.ts';

const scheme = 'latchkey';

/** The origin of the application's page, and the only one whose calls are answered. */
export const appOrigin = `${scheme}://app`;

export const appUrl = `${appOrigin}/index.html`;

/** Makes the scheme a real, secure origin. To be called before the application is ready. */
export function registerAppScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true };
  protocol.registerSchemesAsPrivileged([{ scheme, privileges }]);
}

/** Serves the built page from a folder that is read now, once. */
export function serveApp(session: Pick<Session, 'protocol'>, folder: string): void {
  const files = readAppFiles(folder);
  session.protocol.handle(scheme, (request) => answerFromFiles(files, appOrigin, request));
}
