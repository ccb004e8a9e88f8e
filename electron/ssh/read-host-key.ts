import { AppError } from '../../shared/ipc/result.ts';
import { connect } from './connect.ts';
import type { ReadHostKey } from './session.ts';
import type { HostKey } from './target.ts';

/** The connection ends as soon as the key is shown: no user name, no credential. */
export const readHostKey: ReadHostKey = async ({ host, port }, signal) => {
  let key: HostKey | undefined;
  const seen = new AppError('host-key-unknown');
  try {
    const connection = await connect({
      ...{ host, port, signal },
      user: '',
      wantedHostKeys: [],
      refuseHostKey: (shown) => {
        key = shown;
        return seen;
      },
      nextMethod: () => false,
      refusal: seen,
    });
    return connection.hostKey;
  } catch (error) {
    if (error === seen && key !== undefined) return key;
    throw error;
  }
};
