import type { Component } from 'svelte';
import type { LucideProps } from '@lucide/svelte';

export interface MenuAction {
  readonly id: string;
  readonly label: string;
  readonly icon?: Component<LucideProps>;
  readonly danger?: boolean;
  /** Whether it is the one of its group that holds now; left out where the group is no choice. */
  readonly checked?: boolean;
  /** Why it can't be chosen now. The action stays visible, disabled, and says this. */
  readonly disabledReason?: string | undefined;
  readonly onselect: () => void;
}
