/** Words that the large tables share. */
export const tableWords = {
  columns: 'Choose columns',
  allColumns: 'Show All Columns',
  crowdedOut: 'Hidden: no room',
  clearSelection: 'Clear the selection',
};
