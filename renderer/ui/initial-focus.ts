const fields =
  'input, textarea, [aria-haspopup="listbox"], [role="radio"][tabindex="0"], [role="checkbox"], [role="listbox"]';
const usable = ':not(:disabled, [tabindex="-1"], [type="hidden"])';

/**
 * Moves the focus to where work starts in a dialog: what is marked `data-autofocus`, else the first
 * field, else the first button of the footer (the harmless one), else the dialog itself.
 */
export function focusFirst(dialog: HTMLElement): void {
  const target =
    dialog.querySelector<HTMLElement>('[data-autofocus]') ??
    [...dialog.querySelectorAll<HTMLElement>(fields)].find((field) => field.matches(usable)) ??
    dialog.querySelector<HTMLElement>('.footer button:not(:disabled)') ??
    dialog;
  target.focus();
}
