import type { IpcMainEvent, IpcMainInvokeEvent, WebContents, WebFrameMain } from 'electron';
import { DevToolsError, type DevToolsSession } from './devtools.ts';
import type { Frames } from './frames.ts';
import { noteMessage } from './ipc-log.ts';
import { answerInvoke, tell } from './ipc-main.ts';
import { serving } from './not-served.ts';
import type { FromPage, ToPage } from './page/isolated-world.ts';
import { bindingName, pageScripts, receiverName, worldName } from './page-scripts.ts';
import { makeWire, type Encoded } from './wire.ts';

const wire = makeWire();

/** What the preload's world reports besides IPC. */
export interface BridgeReports {
  readonly onNavigate: (url: string) => void;
  readonly onOpen: (url: string, disposition: 'foreground-tab' | 'background-tab') => void;
  readonly onPreloadError: (error: Error) => void;
}

/** IPC between the main process and the preload of one page, over a binding that only the preload's world has. */
export class Bridge {
  private readonly session: DevToolsSession;
  private readonly frames: Frames;
  private readonly sender: () => WebContents;
  private readonly reports: BridgeReports;
  /** Execution context of a preload's world -> frame. */
  private readonly contexts = new Map<number, string>();

  constructor(session: DevToolsSession, frames: Frames, sender: () => WebContents, reports: BridgeReports) {
    this.session = session;
    this.frames = frames;
    this.sender = sender;
    this.reports = reports;
    session.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name === worldName) this.contexts.set(context.id, context.auxData.frameId);
    });
    session.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
      this.contexts.delete(executionContextId);
    });
    session.on('Runtime.executionContextsCleared', () => this.contexts.clear());
    session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === bindingName) this.hear(JSON.parse(payload) as FromPage, executionContextId);
    });
  }

  async install(preloadPath: string | undefined): Promise<void> {
    const { mainWorld, isolatedWorld } = pageScripts(preloadPath);
    await Promise.all([
      this.session.send('Runtime.enable', {}),
      this.session.send('Runtime.addBinding', { name: bindingName, executionContextName: worldName }),
      this.session.send('Page.addScriptToEvaluateOnNewDocument', { source: mainWorld }),
      this.session.send('Page.addScriptToEvaluateOnNewDocument', { source: isolatedWorld, worldName }),
    ]);
  }

  /** Without a document there is nobody to hear it, as in Electron. */
  send(channel: string, args: readonly unknown[]): void {
    const encoded = args.map(wire.encode);
    for (const [context, frameId] of this.contexts)
      if (this.frames.isMain(frameId)) this.say({ kind: 'event', channel, args: encoded }, context);
  }

  private hear(message: FromPage, context: number): void {
    noteMessage('main', message);
    if (message.kind === 'navigate') this.reports.onNavigate(message.url);
    else if (message.kind === 'open') this.reports.onOpen(message.url, message.disposition);
    else if (message.kind === 'preload-error') this.reports.onPreloadError(new Error(message.message));
    else if (message.kind === 'send') tell(this.event(context), message.channel, decodeAll(message.args));
    else void this.answer(message, context);
  }

  private async answer({ id, channel, args }: FromPage & { kind: 'invoke' }, context: number): Promise<void> {
    try {
      const value = await answerInvoke(this.event(context), channel, decodeAll(args));
      this.say({ kind: 'reply', id, failed: false, value: wire.encode(value) }, context);
    } catch (error) {
      this.say({ kind: 'reply', id, failed: true, value: wire.encode(error) }, context);
    }
  }

  private event(context: number): IpcMainEvent & IpcMainInvokeEvent {
    const { sender } = this;
    const senderFrame = this.frameOf(context);
    const event: unknown = serving<IpcMainInvokeEvent>('IPC event', {
      type: 'frame',
      senderFrame,
      get sender() {
        return sender();
      },
    });
    return event as IpcMainEvent & IpcMainInvokeEvent;
  }

  private frameOf(context: number): WebFrameMain | null {
    const frameId = this.contexts.get(context);
    return frameId === undefined || !this.frames.has(frameId) ? null : this.frames.show(frameId);
  }

  private say(message: ToPage, contextId: number): void {
    noteMessage('page', message);
    const expression = `globalThis.${receiverName}(${JSON.stringify(message)})`;
    this.session.send('Runtime.evaluate', { expression, contextId }).catch((error: unknown) => {
      // The document that asked may be gone by now.
      if (!(error instanceof DevToolsError)) throw error;
    });
  }
}

function decodeAll(args: readonly Encoded[]): unknown[] {
  return args.map(wire.decode);
}
