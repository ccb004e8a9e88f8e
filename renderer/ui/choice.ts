/** One option of a Select or of RadioCards. */
export interface Choice<Value extends string = string> {
  readonly value: Value;
  readonly label: string;
  readonly description?: string;
  /** A short word beside the label of a card, for instance "Recommended". */
  readonly badge?: string;
  readonly disabled?: boolean;
}
