/** What somebody looks for in a list, and has selected there. It outlives the table, which goes with its section. */
export class ListView {
  filter = $state('');
  /** Of these, those that are there and shown are selected. */
  selectedIds: readonly string[] = $state.raw([]);

  get isFiltered(): boolean {
    return this.filter.trim() !== '';
  }

  clear(): void {
    this.filter = '';
    this.selectedIds = [];
  }
}
