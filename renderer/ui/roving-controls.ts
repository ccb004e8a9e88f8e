const controls = 'button, a[href], input, [tabindex]';

/** Tab reaches the controls of one row alone, and thus leaves a table of any length after a few presses. */
export function rovingControls(isActive: boolean): (row: HTMLElement) => void {
  return (row) => {
    for (const control of row.querySelectorAll<HTMLElement>(controls)) control.tabIndex = isActive ? 0 : -1;
  };
}
