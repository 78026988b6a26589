import { describe, expect, it } from 'vitest';
import { buildContentSecurityPolicy } from './content-security-policy.ts';

const nonce = 'AAECAwQFBgcICQoLDA0ODw==';

describe('content security policy', () => {
  it('allows nothing but the own origin, the nonce and style attributes', () => {
    const directives = new Map(
      buildContentSecurityPolicy(nonce)
        .split('; ')
        .map((directive) => [directive.split(' ')[0], directive.split(' ').slice(1).join(' ')]),
    );
    expect(Object.fromEntries(directives)).toEqual({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': `'self' 'nonce-${nonce}'`,
      'style-src-attr': "'unsafe-inline'",
      'img-src': "'self' data: blob:",
      'font-src': "'self'",
      'connect-src': "'self'",
      'worker-src': "'self'",
      'object-src': "'none'",
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'none'",
    });
  });

  it.each(["'; script-src *", 'short', '', `${nonce}\n`, `${nonce} x`])('refuses the nonce %j', (bad) => {
    expect(() => buildContentSecurityPolicy(bad)).toThrow(RangeError);
  });
});
