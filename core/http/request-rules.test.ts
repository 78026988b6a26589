import { describe, expect, it } from 'vitest';
import { checkCallBody, maxBodyBytes } from './request-rules.ts';

describe('checkCallBody', () => {
  it.each([
    ['application/json', '2', null],
    ['application/json; charset=utf-8', '2', null],
    ['multipart/form-data; boundary=x', String(maxBodyBytes), null],
    ['text/plain', '2', 415],
    ['application/x-www-form-urlencoded', '2', 415],
    [undefined, '2', 415],
    ['application/json', undefined, 411],
    ['application/json', String(maxBodyBytes + 1), 413],
  ])('%s of %s bytes: %s', (type, length, status) => {
    const headers = { ...(type && { 'content-type': type }), ...(length && { 'content-length': length }) };
    expect(checkCallBody(headers)?.status ?? null).toBe(status);
  });
});
