import { showValue } from '#core/kernel/errors.ts';
import { refusal, type ScoringRefusal } from './scoring-refusal.ts';

export type BodyFormat = 'json' | 'csv';

const formats = new Map<string, BodyFormat>([
  ['application/json', 'json'],
  ['text/csv', 'csv'],
]);

/**
 * The format that a Content-Type names, as MLflow's scoring server reads it: JSON or CSV, in UTF-8.
 * @throws ScoringRefusal with status 415
 */
export function parseContentType(header: string): BodyFormat {
  const plain = formats.get(header);
  if (plain !== undefined) return plain;
  const [type = '', ...params] = header.split(';').map((part) => part.trim().toLowerCase());
  const format = formats.get(type);
  if (format === undefined) throw unsupported(`the content type is "${showValue(header)}"`);
  const odd = params.find((param) => !isUtf8Param(param));
  if (odd !== undefined) throw unsupported(`the content type says "${showValue(odd)}"`);
  return format;
}

function isUtf8Param(param: string): boolean {
  return /^(charset\s*=\s*"?utf-?8"?)?$/.test(param);
}

function unsupported(seen: string): ScoringRefusal {
  const message = `Stile reads application/json and text/csv in UTF-8, but ${seen}. Send the header Content-Type: application/json.`;
  return refusal(415, 'UNSUPPORTED_MEDIA_TYPE', message);
}
