/** The time in ms since 1970, by the second, while it is wanted. Has to be made while a component is set up. */
export class Clock {
  now = $state(Date.now());

  constructor(isWanted: () => boolean) {
    $effect(() => {
      if (!isWanted()) return;
      this.now = Date.now();
      const timer = setInterval(() => (this.now = Date.now()), 1000);
      return () => clearInterval(timer);
    });
  }
}
