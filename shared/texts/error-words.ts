import type { ErrorDetails } from '../ipc/result.ts';

/** An error for people: what happened, and what they can do about it. */
export interface ErrorWords {
  readonly what: string;
  readonly todo: string;
}

/** The words of one code: always the same ones, or made from the error's details. */
export type ErrorCopy = ErrorWords | ((details: ErrorDetails) => ErrorWords);

/** A detail as text, or `fallback` where the error carries none. */
export function fact(details: ErrorDetails, name: string, fallback: string): string {
  const value = details[name];
  if (typeof value === 'number') return value.toString();
  return typeof value === 'string' && value !== '' ? value : fallback;
}

/** A detail that is a list of names; empty where the error carries none. */
export function factList(details: ErrorDetails, name: string): readonly string[] {
  const value = details[name];
  return typeof value === 'object' ? value : [];
}

/** The entry of a table that a detail names, or the table's `other`. */
export function factOf(details: ErrorDetails, name: string, table: FactTable): string {
  const key = fact(details, name, 'other');
  return Object.hasOwn(table, key) ? (table[key] ?? table.other) : table.other;
}

type FactTable = Readonly<Record<string, string>> & { readonly other: string };
