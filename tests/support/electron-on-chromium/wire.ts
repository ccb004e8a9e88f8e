/** JSON for what structured cloning allows: scalars as they are, the rest as `[tag, ...]`. */
export type Encoded = string | number | boolean | null | readonly [tag: string, ...rest: unknown[]];

export interface Wire {
  /** Throws where structured cloning does, and on cycles. */
  readonly encode: (value: unknown) => Encoded;
  readonly decode: (encoded: Encoded) => unknown;
}

/** Stands alone, without anything from outside: its text is also run inside the page. */
export function makeWire(): Wire {
  const kindOf = (value: unknown) => Object.prototype.toString.call(value).slice(8, -1);
  const toBase64 = (bytes: Uint8Array) => {
    let text = '';
    for (const byte of bytes) text += String.fromCharCode(byte);
    return btoa(text);
  };
  const fromBase64 = (text: string) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const typedArrays: Readonly<Record<string, new (buffer: ArrayBuffer) => ArrayBufferView>> = {
    Int8Array,
    Uint8Array,
    Uint8ClampedArray,
    Int16Array,
    Uint16Array,
    Int32Array,
    Uint32Array,
    Float32Array,
    Float64Array,
    BigInt64Array,
    BigUint64Array,
    DataView,
  };

  function encodeScalar(value: unknown): Encoded {
    if (value === undefined) return ['undefined'];
    if (typeof value === 'bigint') return ['bigint', String(value)];
    if (typeof value !== 'number') throw new Error('An object could not be cloned.');
    if (Object.is(value, -0)) return ['number', '-0'];
    return Number.isFinite(value) ? value : ['number', String(value)];
  }

  function encodeInside(value: unknown, outer: readonly unknown[]): Encoded {
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
    if (typeof value !== 'object') return encodeScalar(value);
    if (outer.includes(value)) throw new Error('not served by the stand-in: cyclic values over IPC');
    return encodeObject(value, [...outer, value]);
  }

  function encodeObject(value: object, path: readonly unknown[]): Encoded {
    const inner = (child: unknown) => encodeInside(child, path);
    const kind = kindOf(value);
    if (Array.isArray(value)) return ['array', value.map(inner)];
    if (ArrayBuffer.isView(value))
      return ['view', kind, toBase64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength))];
    if (kind === 'ArrayBuffer') return ['buffer', toBase64(new Uint8Array(value as ArrayBuffer))];
    if (kind === 'Date') return ['date', inner((value as Date).getTime())];
    if (kind === 'RegExp') return ['regexp', (value as RegExp).source, (value as RegExp).flags];
    if (kind === 'Map')
      return ['map', [...(value as Map<unknown, unknown>)].map(([key, child]) => [inner(key), inner(child)])];
    if (kind === 'Set') return ['set', [...(value as Set<unknown>)].map(inner)];
    if (kind === 'Error')
      return ['error', (value as Error).name, (value as Error).message, (value as Error).stack];
    if (kind !== 'Object') throw new Error('An object could not be cloned.');
    return ['object', Object.entries(value).map(([key, child]) => [key, inner(child)])];
  }

  type Pairs = readonly (readonly [Encoded, Encoded])[];
  const decoders: Readonly<Record<string, (...rest: never[]) => unknown>> = {
    undefined: () => undefined,
    number: (text: string) => Number(text),
    bigint: (text: string) => BigInt(text),
    array: (items: readonly Encoded[]) => items.map(decode),
    view: (kind: string, text: string) => new (typedArrays[kind] ?? Uint8Array)(fromBase64(text).buffer),
    buffer: (text: string) => fromBase64(text).buffer,
    date: (time: Encoded) => new Date(decode(time) as number),
    regexp: (source: string, flags: string) => new RegExp(source, flags),
    map: (pairs: Pairs) => new Map(pairs.map(([key, child]) => [decode(key), decode(child)])),
    set: (items: readonly Encoded[]) => new Set(items.map(decode)),
    error: (name: string, message: string, stack: string) =>
      Object.assign(new Error(message), { name, stack }),
    // Object.fromEntries makes `__proto__` a field like any other.
    object: (pairs: readonly (readonly [string, Encoded])[]) =>
      Object.fromEntries(pairs.map(([key, child]) => [key, decode(child)])),
  };

  function decode(encoded: Encoded): unknown {
    if (!Array.isArray(encoded)) return encoded;
    const [tag, ...rest] = encoded as unknown as readonly [string, ...never[]];
    const decoder = decoders[tag];
    if (!decoder) throw new Error(`unknown tag ${tag}`);
    return decoder(...rest);
  }

  return { encode: (value) => encodeInside(value, []), decode };
}
