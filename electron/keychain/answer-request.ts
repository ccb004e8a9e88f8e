import type { CredentialBackend } from './credential-backend.ts';
import { failureReply, KeychainRequest, type KeychainReply } from './keychain-protocol.ts';

/** Answers one message to the keychain's process; nothing to one that is no request. */
export async function answerRequest(
  backend: CredentialBackend,
  message: unknown,
): Promise<KeychainReply | undefined> {
  const request = KeychainRequest.safeParse(message);
  if (!request.success) return undefined;
  const { id } = request.data;
  try {
    return { id, value: await carryOut(backend, request.data) };
  } catch (error) {
    return failureReply(id, error);
  }
}

async function carryOut(
  backend: CredentialBackend,
  request: KeychainRequest,
): Promise<string | boolean | null> {
  switch (request.do) {
    case 'get':
      return backend.getPassword(request.account);
    case 'set':
      await backend.setPassword(request.account, request.value);
      return null;
    case 'delete':
      return backend.deletePassword(request.account);
  }
}
