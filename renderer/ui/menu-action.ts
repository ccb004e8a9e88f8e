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
  /** What it does, in a sentence, where its name alone may be mistaken for another's. */
  readonly description?: string;
  readonly onselect: () => void;
}

/** Actions that are wanted seldom: behind one item, in a menu of their own. */
export interface Submenu {
  readonly id: string;
  readonly label: string;
  readonly icon: Component<LucideProps>;
  readonly actions: readonly MenuAction[];
}

/** Groups are parted by a line. */
export type MenuGroups = readonly (readonly (MenuAction | Submenu)[])[];
