import type { Notification, NotificationConstructorOptions } from 'electron';
import { notServed, refuseOtherFields, ServedEmitter } from './not-served.ts';

const options: readonly (keyof NotificationConstructorOptions)[] = ['title', 'body', 'silent'];

/** Nothing is drawn: what is shown is written down, and a test that has it emits `click` for the user. */
class NotificationStandIn extends ServedEmitter {
  readonly title: string;
  readonly body: string;

  constructor(given: NotificationConstructorOptions = {}) {
    super('Notification', ['show', 'click', 'close']);
    refuseOtherFields('Notification option', given, options);
    this.title = given.title ?? '';
    this.body = given.body ?? '';
  }

  static isSupported(): boolean {
    return true;
  }

  show(): void {
    process.stderr.write(`notification: ${this.title}: ${this.body}\n`);
    this.emit('show', {});
  }

  close(): void {
    this.emit('close', {});
  }
}

const shownClass: unknown = new Proxy(NotificationStandIn, {
  get(target, property, receiver): unknown {
    if (property in target) return Reflect.get(target, property, receiver);
    return typeof property === 'symbol' ? undefined : notServed(`Notification.${property}`);
  },
});

export const notificationClass = shownClass as typeof Notification;
