import ssh2, { type BaseAgent, type ParsedKey } from 'ssh2';
import { AppError } from '../../shared/ipc/result.ts';
import type { AgentCredential } from './target.ts';

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

/** An agent's keys one by one, because each that a server refuses is counted. Error: `agent-unavailable`. */
export async function agentKeysOneByOne(list: typeof listAgentKeys): Promise<readonly AgentCredential[]> {
  const keys = await list();
  // An agent without keys stays what it is.
  if (keys.length === 0) return [{ kind: 'agent' }];
  return keys.map((publicKey) => ({ kind: 'agent', publicKey }));
}
