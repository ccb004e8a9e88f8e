import type { KeyInFileInfo } from '../../shared/model/key-file.ts';
import { formatDateTime } from '../../shared/texts/dates.ts';
import { texts } from '../../shared/texts/texts.ts';

type Validity = Pick<NonNullable<KeyInFileInfo['certificate']>, 'validAfter' | 'validBefore'>;

/** From when until when a certificate holds, and whether that is over. */
export function validityText({ validAfter, validBefore }: Validity, nowMs: number): string {
  const t = texts.keyImport;
  const valid = t.valid(dateOf(validAfter), dateOf(validBefore));
  const isOver = validBefore !== null && Date.parse(validBefore) <= nowMs;
  return isOver ? t.validityOver(valid) : valid;
}

function dateOf(iso: string | null): string | null {
  return iso === null ? null : formatDateTime(Date.parse(iso));
}
