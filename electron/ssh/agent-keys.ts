import ssh2, { type BaseAgent, type ParsedKey } from 'ssh2';
import { AppError } from '../../shared/ipc/result.ts';
import type { AgentCredential, Credential, ServerTarget } from './target.ts';

const windowsAgentPipe = '\\\\.\\pipe\\openssh-ssh-agent';

/** Where the user's SSH agent listens. Error: `agent-unavailable`. */
export function agentAddress(): string {
  const address = process.env['SSH_AUTH_SOCK'] ?? (process.platform === 'win32' ? windowsAgentPipe : '');
  if (address === '') throw new AppError('agent-unavailable');
  return address;
}

/** The agent, as if it held this one key alone. */
export function agentWithOnly(publicKey: string): BaseAgent {
  const agent = ssh2.createAgent(agentAddress());
  const listAll = agent.getIdentities.bind(agent);
  agent.getIdentities = (callback) => {
    listAll((error, keys = []) =>
      callback(
        error,
        keys.filter((key) => blobOf(key) === publicKey),
      ),
    );
  };
  return agent;
}

/** In Base64. ssh2's own agents parse what they list; its types allow for others. */
function blobOf(key: unknown): string {
  return isParsed(key) ? key.getPublicSSH().toString('base64') : '';
}

function isParsed(key: unknown): key is ParsedKey {
  return typeof key === 'object' && key !== null && 'getPublicSSH' in key;
}

/** What the agent holds, in Base64. Error: `agent-unavailable`. */
export function listAgentKeys(): Promise<readonly string[]> {
  const agent = ssh2.createAgent(agentAddress());
  return new Promise((resolve, reject) => {
    agent.getIdentities((cause, keys = []) => {
      if (cause) reject(new AppError('agent-unavailable', {}, { cause }));
      else resolve(keys.map(blobOf));
    });
  });
}

type Account = Pick<ServerTarget, 'host' | 'port' | 'user'>;

/**
 * An agent's keys one by one, because each that a server refuses is counted. What a server has taken comes first, what
 * it has refused comes last, so that the right one is found in the end, however many there are.
 */
export class AgentKeys {
  readonly #list: () => Promise<readonly string[]>;
  readonly #ranks = new Map<string, number>();
  #refusals = 0;

  constructor(list: () => Promise<readonly string[]> = listAgentKeys) {
    this.#list = list;
  }

  /** An agent without keys stays what it is. Error: `agent-unavailable`. */
  async oneByOne(target: Account): Promise<readonly AgentCredential[]> {
    const keys = await this.#list();
    if (keys.length === 0) return [{ kind: 'agent' }];
    const rank = (key: string): number => this.#ranks.get(nameOf(target, key)) ?? 0;
    return keys.toSorted((a, b) => rank(a) - rank(b)).map((publicKey) => ({ kind: 'agent', publicKey }));
  }

  /** That a server has taken, or refused, what it was offered. */
  note(target: Account, credential: Credential, wasTaken: boolean): void {
    if (credential.kind !== 'agent') return;
    const { publicKey = '' } = credential;
    this.#ranks.set(nameOf(target, publicKey), wasTaken ? -1 : (this.#refusals += 1));
  }
}

function nameOf({ host, port, user }: Account, publicKey: string): string {
  return [host.toLowerCase(), port, user, publicKey].join(' ');
}
