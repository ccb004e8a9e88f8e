/** Words that every screen shares. */
export const common = {
  cancel: 'Cancel',
  confirm: 'Confirm',
  close: 'Close',
  back: 'Back',
  clearFilter: 'Clear Filter',
  save: 'Save',
  done: 'Done',
  retry: 'Try Again',
  copied: 'Copied',
  waitIsOver: 'You can try again now.',
  /** Why a button can't be pressed yet. The seconds are beside it. */
  waits: 'Latchkey waits until the server may be tried again.',
};
