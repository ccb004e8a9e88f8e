/** Words that every screen shares. */
export const common = {
  cancel: 'Cancel',
  confirm: 'Confirm',
  close: 'Close',
  back: 'Back',
  save: 'Save',
  done: 'Done',
  retry: 'Try Again',
  copied: 'Copied',
};
