import { AppError } from '../../shared/ipc/result.ts';
import { fieldPrime, type Curve } from './curve-point.ts';
import { derTag, type DerReader } from './der.ts';
import { oids } from './oids.ts';
import { toNumber } from './whole-number.ts';

const curves: ReadonlyMap<string, Curve> = new Map([
  ['1.2.840.10045.3.1.7', 'nistp256'],
  ['1.3.132.0.34', 'nistp384'],
  ['1.3.132.0.35', 'nistp521'],
] as const);

/**
 * Reads the parameters of an elliptic curve key (RFC 5480, 2.1.1): a name or, from old tools, all the numbers of the
 * curve (SEC 1, C.2). Of those the prime tells the curve: that the point lies on it is checked anyway.
 * Errors: `key-type-unsupported`.
 */
export function namedCurve(parameters: DerReader): Curve {
  if (parameters.nextTag === derTag.oid) {
    const oid = parameters.oid();
    return curves.get(oid) ?? unsupported(oid);
  }
  const curve = parameters.sequence();
  curve.smallInteger();
  const field = curve.sequence();
  const type = field.oid();
  if (type !== oids.primeField) return unsupported(type);
  const prime = toNumber(field.integer());
  const found = [...curves.values()].find((name) => fieldPrime(name) === prime);
  return found ?? unsupported('another curve');
}

function unsupported(algorithm: string): never {
  throw new AppError('key-type-unsupported', { algorithm });
}
