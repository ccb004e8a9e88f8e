/** Whether shortcuts are written and meant with the Command key. */
export const isMac = typeof navigator !== 'undefined' && /Mac/.test(navigator.userAgent);
