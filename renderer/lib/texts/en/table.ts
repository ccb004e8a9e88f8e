/** Words that the large tables share. */
export const tableWords = {
  columns: 'Choose columns',
  allColumns: 'Show All Columns',
  clearSelection: 'Clear the selection',
};
