import type { AuthorizedKey, AuthorizedKeyRef } from '../../shared/model/authorized-key.ts';
import type { BindingState } from '../../shared/model/drift.ts';
import type { JobStep } from '../../shared/model/job.ts';
import type { KeySpec } from '../../shared/model/key-pair.ts';
import type { Effect, OsKind, PasswordLogon, ServerStatus } from '../../shared/model/server.ts';
import type { Credential, HostKey, ServerTarget, ServerTimeouts } from '../ssh/target.ts';

export type { Credential, HostKey, ServerTarget, ServerTimeouts };

/** What a look at the machine tells. */
export interface Observation {
  readonly status: ServerStatus;
  readonly os: { readonly kind: OsKind; readonly name: string };
  readonly passwordLogon: PasswordLogon;
  /** The host key that the machine showed; null when it did not answer. */
  readonly hostKey: HostKey | null;
}

/** The key pair that an action is about. */
export interface KeyPairMaterial {
  /** One OpenSSH line. */
  readonly publicLine: string;
  /** Null for an imported public key: its binding can't be proven, and password logon then stays as it is. */
  readonly privateKey: string | null;
}

export interface BindChange {
  readonly keyPair: KeyPairMaterial;
  /** The key pair that is replaced; with its private half it is proven that it no longer opens the server. */
  readonly formerKeyPair: KeyPairMaterial | null;
  readonly effect: Effect;
  /** Take the options off that were put on the key pair's line, where it has no other. */
  readonly repairs?: boolean;
}

export interface UnbindChange {
  readonly keyPair: KeyPairMaterial;
  readonly effect: Effect;
  /** Remove the line even where no other way in was proven. */
  readonly evenIfLastWayIn: boolean;
}

/** What holds on the server after an action. */
export interface Outcome {
  readonly passwordLogon: PasswordLogon;
  /** True when a fresh logon with the key pair was proven; null when the action has nothing to prove. */
  readonly proven: boolean | null;
  /** True when something still waits for a reload or restart; null where that can't be read, and nothing was added. */
  readonly pending: boolean | null;
}

/** Goes along with an action: how to stop it, and whom to tell what is being done. */
export interface ActionContext {
  readonly signal: AbortSignal;
  readonly onStep: (step: JobStep) => void;
  /** Where too many logons have just failed, opening a session waits and says so; else it is `logon-attempts-spent`. */
  readonly waitsForAttempts?: boolean;
  /** Names the action on the server, for `resume`. */
  readonly actionId?: string;
  /** Told before a key's line is added: whether it was there already. */
  readonly onLine?: (hadLine: boolean) => void;
  /** Told before one line is removed: the fingerprint of its key (SHA256). */
  readonly onKey?: (sha256: string) => void;
}

/** The keys that open the account that Latchkey logs on as. */
export interface AuthorizedKeys {
  readonly keys: readonly AuthorizedKey[];
  /** A program that sshd asks for further keys. */
  readonly command: string | null;
  /** How many lines are certificate authorities. */
  readonly authorities: number;
  /** How many lines, blank ones aside, are neither. */
  readonly otherLines: number;
}

/** What is found of a binding, and what else. */
export interface BindingInspection extends AuthorizedKeys {
  /** Null when no key pair is bound. */
  readonly binding: BindingState | null;
  readonly passwordLogon: PasswordLogon;
}

/** What an earlier run of the application had begun on a server when it was ended. */
export interface Interrupted {
  readonly kind: 'bind' | 'unbind' | 'take-effect' | 'enable-password-logon';
  readonly keyPair: KeyPairMaterial | null;
  readonly formerKeyPair: KeyPairMaterial | null;
  readonly effect: Effect;
  /** Null: it had not come so far as to look. */
  readonly hadLine: boolean | null;
  /** What was recorded before it. */
  readonly passwordLogon: PasswordLogon;
}

/** What has become of it. */
export interface Resumed {
  readonly end: 'finished' | 'rolled-back';
  readonly outcome: Outcome;
}

/**
 * What a region's servers are reached through. Every action is a transaction: it succeeds, or the server is as it
 * was before (`rolled-back` says that this took undoing), or it says so (`rollback-failed`).
 */
export interface ServerProvider {
  /** The kinds of key pairs that can be generated for this provider's servers. */
  readonly keySpecs: readonly KeySpec[];
  /** Whether other programs reach its servers, too: `ssh` in a terminal, say. */
  readonly isReachable: boolean;
  /** Whether the user says what Latchkey logs on to its servers with; else it needs nothing. */
  readonly logsOn: boolean;
  /** How changes can be put into force here, the recommended one first. */
  readonly effects: readonly Effect[];
  /** Whether its SSH service answers: nothing is sent, and nobody logs on. */
  answers(address: Pick<ServerTarget, 'host' | 'port'>, signal: AbortSignal): Promise<boolean>;
  probe(target: ServerTarget, context: ActionContext): Promise<Observation>;
  bind(target: ServerTarget, change: BindChange, context: ActionContext): Promise<Outcome>;
  unbind(target: ServerTarget, change: UnbindChange, context: ActionContext): Promise<Outcome>;
  /** Reloads or restarts, and proves the bound key pair again where there is one. */
  takeEffect(
    target: ServerTarget,
    change: { readonly effect: 'reload' | 'restart'; readonly bound: KeyPairMaterial | null },
    context: ActionContext,
  ): Promise<Outcome>;
  /** A fresh logon with this key pair and nothing else: `proof-failed` when the server refuses it. */
  verifyLogon(target: ServerTarget, keyPair: KeyPairMaterial, context: ActionContext): Promise<Outcome>;
  enablePasswordLogon(
    target: ServerTarget,
    change: { readonly effect: Effect },
    context: ActionContext,
  ): Promise<Outcome>;
  /**
   * Finishes or rolls back what an earlier run had begun, by what is found on the server: never halfway. Restarts
   * nothing. `context.actionId` is that of the interrupted action.
   */
  resume(target: ServerTarget, interrupted: Interrupted, context: ActionContext): Promise<Resumed>;
  listAuthorizedKeys(target: ServerTarget, context: ActionContext): Promise<AuthorizedKeys>;
  /** Puts a further key on the account; password logon and other keys stay. Proven where its private half is here. */
  addAuthorizedKey(target: ServerTarget, keyPair: KeyPairMaterial, context: ActionContext): Promise<Outcome>;
  /** Removes one line. Errors: `authorized-keys-changed` when it is no longer there, `last-way-in`. */
  removeAuthorizedKey(
    target: ServerTarget,
    change: { readonly line: AuthorizedKeyRef; readonly evenIfLastWayIn: boolean },
    context: ActionContext,
  ): Promise<Outcome>;
  /** Compares what is on the server with what should be. Binding again repairs it. */
  inspectBinding(
    target: ServerTarget,
    bound: KeyPairMaterial | null,
    context: ActionContext,
  ): Promise<BindingInspection>;
  /** The host key that the server shows, asked for without logging on. */
  readHostKey(address: Pick<ServerTarget, 'host' | 'port'>, context: ActionContext): Promise<HostKey>;
}
