import type { Component } from 'svelte';
import type { LucideProps } from '@lucide/svelte';
import FlaskConical from '@lucide/svelte/icons/flask-conical';
import Server from '@lucide/svelte/icons/server';
import type { ProviderKind } from '../../shared/model/region.ts';

export const providerIcons: Readonly<Record<ProviderKind, Component<LucideProps>>> = {
  ssh: Server,
  practice: FlaskConical,
};
