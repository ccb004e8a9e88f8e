import { toast } from 'svelte-sonner';
import { toneIcons, type Tone } from './tone.ts';

export interface ToastMessage {
  readonly tone: Tone;
  readonly title: string;
  readonly description?: string;
}

/** How long a message stays, unless the pointer or the focus is on it. */
const shownForMs = 6000;
const errorShownForMs = 20_000;

/** Shows a message for something that is over. What needs an answer belongs in a dialog or notice. */
export function showToast({ tone, title, description }: ToastMessage): void {
  toast(title, {
    icon: toneIcons[tone],
    class: `toast-${tone}`,
    duration: tone === 'danger' ? errorShownForMs : shownForMs,
    ...(description === undefined ? {} : { description }),
  });
}
