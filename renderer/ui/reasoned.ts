/** Something with the reason why nothing is, or was, done with it. */
export interface Reasoned {
  readonly id: string;
  readonly label: string;
  readonly reason: string;
}
