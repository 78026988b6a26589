import { randomBytes } from 'node:crypto';
import { buildContentSecurityPolicy } from './content-security-policy.ts';

export interface SecurityHeaders {
  /** For the style elements of the page that this answer may be. */
  nonce: string;
  headers: Record<string, string>;
}

const alwaysSame = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
};

/** The headers of an answer to a program: shown as a page, it could do and load nothing. */
export const programHeaders: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  ...alwaysSame,
};

/** The headers of an answer that may be a page, with a nonce of its own. */
export function makeSecurityHeaders(): SecurityHeaders {
  const nonce = randomBytes(16).toString('base64');
  return {
    nonce,
    headers: { 'content-security-policy': buildContentSecurityPolicy(nonce), ...alwaysSame },
  };
}
