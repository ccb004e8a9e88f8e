import type { App } from 'electron';
import { notServed, serving } from './not-served.ts';

type Shown = App['commandLine'];

/** The switches of the command line and those that are added while Chromium has not been started. */
export class AppSwitches {
  readonly shown: Shown;
  private readonly all: Map<string, string>;
  private readonly added: string[] = [];
  private isTooLate = false;

  constructor(given: Map<string, string>) {
    this.all = given;
    this.shown = serving<Shown>('app.commandLine', {
      appendSwitch: (name, value = '') => this.append(name, value),
      hasSwitch: (name) => this.all.has(name),
      getSwitchValue: (name) => this.all.get(name) ?? '',
    });
  }

  /** What was added so far, for Chromium's command line. */
  takeAdded(): readonly string[] {
    this.isTooLate = true;
    return this.added;
  }

  private append(name: string, value: string): void {
    if (this.isTooLate) notServed(`app.commandLine.appendSwitch('${name}') after Chromium has started`);
    this.all.set(name, value);
    this.added.push(value === '' ? `--${name}` : `--${name}=${value}`);
  }
}
