import type { ParentPort } from 'electron';
import { ServedEmitter, serving } from './not-served.ts';

/** Run in a utility process before its entry: gives it `process.parentPort`. */
class ParentPortStandIn extends ServedEmitter {
  /** What came before somebody listened. */
  private early: unknown[] = [];

  constructor() {
    super('parentPort', ['message']);
    process.on('message', (data) => {
      if (this.listenerCount('message') === 0) this.early.push(data);
      else this.tell(data);
    });
    this.on('newListener', () =>
      queueMicrotask(() => this.early.splice(0).forEach((data) => this.tell(data))),
    );
    // As Electron's own processes go with the application, whatever they wait for.
    process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  }

  postMessage(message: unknown): void {
    // Where the application has just gone nobody hears it, and this process goes as well.
    if (process.connected) process.send?.(structuredClone(message), () => undefined);
  }

  private tell(data: unknown): void {
    this.emit('message', { data, ports: [] });
  }
}

Object.assign(process, { parentPort: serving<ParentPort>('parentPort', new ParentPortStandIn()) });
