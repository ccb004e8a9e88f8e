import type { Component } from 'svelte';
import type { LucideProps } from '@lucide/svelte';

export interface MenuAction {
  readonly id: string;
  readonly label: string;
  readonly icon?: Component<LucideProps>;
  readonly danger?: boolean;
  /** Why it can't be chosen now. The action stays visible, disabled, and says this. */
  readonly disabledReason?: string | undefined;
  readonly onselect: () => void;
}
