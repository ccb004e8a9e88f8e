import type { AnyAuthMethod, AuthenticationType, KeyboardInteractiveAuthMethod } from 'ssh2';
import { AppError } from '../../shared/ipc/result.ts';
import { agentAddress, agentWithOnly } from './agent-keys.ts';
import { readPrivateKey } from './private-key.ts';
import type { Credential } from './target.ts';

/**
 * The next way to offer a credential, or false when there is none left.
 * @param accepted the ways that the server says it takes; null while it has not said
 */
export type NextMethod = (accepted: readonly AuthenticationType[] | null) => AnyAuthMethod | false;

/**
 * How one credential, and nothing else, is offered to a server.
 * Errors: `agent-unavailable`, `passphrase-required`, `passphrase-wrong`, `private-key-invalid`.
 */
export function offerCredential(user: string, credential: Credential): NextMethod {
  switch (credential.kind) {
    case 'password':
      return credential.by === undefined
        ? offerPassword(user, credential.password)
        : offerOnce(answerOnePrompt(user, credential.password));
    case 'private-key': {
      const key = readPrivateKey(credential.privateKey, credential.passphrase);
      return offerOnce({ type: 'publickey', username: user, key });
    }
    case 'agent': {
      const { publicKey } = credential;
      const agent = publicKey === undefined ? agentAddress() : agentWithOnly(publicKey);
      return offerOnce({ type: 'agent', username: user, agent });
    }
  }
}

/** What a refusal of this credential is called. */
export function refusalOf(credential: Credential): AppError {
  return new AppError(credential.kind === 'password' ? 'password-wrong' : 'logon-refused', {
    credential: credential.kind,
  });
}

/** ssh2 asks again after an agent without keys, although the server has not said anything. */
function offerOnce(method: AnyAuthMethod): NextMethod {
  const methods = [method];
  return () => methods.shift() ?? false;
}

/**
 * By `password`, and by `keyboard-interactive` only where the server does not take the first: a password that it has
 * refused is never offered a second time, because refusals are counted.
 */
function offerPassword(user: string, password: string): NextMethod {
  const plain = offerOnce({ type: 'password', username: user, password });
  const interactive = offerOnce(answerOnePrompt(user, password));
  return (accepted) => {
    if (accepted === null) return plain(accepted);
    if (accepted.includes('password') || !accepted.includes('keyboard-interactive')) return false;
    return interactive(accepted);
  };
}

/** A password, a one-time code, a new password twice: who asks on is not answered, and the logon times out. */
const mostQuestions = 6;

/** Answers a single hidden prompt once. Anything more (one-time codes, new passwords) gets empty answers. */
function answerOnePrompt(user: string, password: string): KeyboardInteractiveAuthMethod {
  let answer: string | undefined = password;
  let questions = 0;
  return {
    type: 'keyboard-interactive',
    username: user,
    prompt: (_name, _instructions, _language, prompts, finish) => {
      questions += 1;
      if (questions > mostQuestions) return;
      const isPasswordPrompt = prompts.length === 1 && prompts[0]?.echo === false;
      finish(prompts.map(() => (isPasswordPrompt ? (answer ?? '') : '')));
      answer = undefined;
    },
  };
}
