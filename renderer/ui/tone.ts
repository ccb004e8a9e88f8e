import type { Component } from 'svelte';
import type { LucideProps } from '@lucide/svelte';
import CircleAlert from '@lucide/svelte/icons/circle-alert';
import CircleCheck from '@lucide/svelte/icons/circle-check';
import CircleX from '@lucide/svelte/icons/circle-x';
import Info from '@lucide/svelte/icons/info';
import TriangleAlert from '@lucide/svelte/icons/triangle-alert';

export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger';

/** A picture for each tone, so that no tone is told by colour alone. */
export const toneIcons: Readonly<Record<Tone, Component<LucideProps>>> = {
  neutral: Info,
  info: CircleAlert,
  success: CircleCheck,
  warning: TriangleAlert,
  danger: CircleX,
};
