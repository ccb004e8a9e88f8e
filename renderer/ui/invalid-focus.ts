/** Moves the focus to the first field that is marked as wrong, if there is one that can take it. */
export function focusFirstInvalid(dialog: Pick<HTMLElement, 'querySelector'>): void {
  dialog.querySelector<HTMLElement>('[aria-invalid="true"]:enabled')?.focus();
}
