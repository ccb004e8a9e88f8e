/** Keys that reach a prototype when somebody merges or assigns by name. No request of ours has them. */
const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Whether a value is what JSON could carry (and `undefined`), without a key that reaches a prototype.
 * Structured cloning also lets maps, buffers and cycles through: those are refused, or walked once.
 */
export function isPlainData(value: unknown): boolean {
  const seen = new Set<object>();
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (!isObject(next)) {
      if (!isPlainScalar(next)) return false;
    } else if (!seen.has(next)) {
      if (!isPlainContainer(next)) return false;
      seen.add(next);
      for (const child of Object.values(next)) waiting.push(child);
    }
  }
  return true;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isPlainScalar(value: unknown): boolean {
  return value === null || ['undefined', 'string', 'number', 'boolean'].includes(typeof value);
}

function isPlainContainer(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  const isPlain = Array.isArray(value) || prototype === null || prototype === Object.prototype;
  return isPlain && Reflect.ownKeys(value).every((key) => typeof key === 'string' && !forbiddenKeys.has(key));
}
