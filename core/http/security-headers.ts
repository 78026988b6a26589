import { randomBytes } from 'node:crypto';
import { buildContentSecurityPolicy } from './content-security-policy.ts';

export interface SecurityHeaders {
  /** For the style elements of the page that this answer may be. */
  nonce: string;
  headers: Record<string, string>;
}

/** The headers that every answer carries, whatever it is. */
export function makeSecurityHeaders(): SecurityHeaders {
  const nonce = randomBytes(16).toString('base64');
  return {
    nonce,
    headers: {
      'content-security-policy': buildContentSecurityPolicy(nonce),
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
    },
  };
}
