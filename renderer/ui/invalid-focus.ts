/** Moves the focus to the first field that is marked as wrong, if there is one that can take it, with what is said of it in view. */
export function focusFirstInvalid(dialog: Pick<HTMLElement, 'querySelector'>): void {
  const field = dialog.querySelector<HTMLElement>('[aria-invalid="true"]:enabled');
  if (!field) return;
  field.focus();
  const said = field.getAttribute('aria-describedby')?.split(' ').at(-1);
  if (said) document.getElementById(said)?.scrollIntoView({ block: 'nearest' });
}
