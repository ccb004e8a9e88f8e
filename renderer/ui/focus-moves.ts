const keys: ReadonlySet<string> = new Set([
  ...['Tab', 'Home', 'End', 'PageUp', 'PageDown'],
  ...['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'],
]);

/**
 * Whether the focus is being moved by a key: from its press until its release. A dialog or menu that closes gives the
 * focus back as well, and after Escape the browser takes that for the keyboard.
 */
export class FocusMoves {
  #isByKey = false;

  /** @param target what hears all keys, the window for instance */
  constructor(target: EventTarget) {
    const follow = (type: string, isMove: (event: Event) => boolean): void => {
      target.addEventListener(type, (event) => (this.#isByKey = isMove(event)), { capture: true });
    };
    follow('keydown', (event) => 'key' in event && keys.has(String(event.key)));
    follow('keyup', () => false);
    follow('pointerdown', () => false);
  }

  get isByKey(): boolean {
    return this.#isByKey;
  }
}
