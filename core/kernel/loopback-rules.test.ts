import { describe, expect, it } from 'vitest';
import { checkHost, checkOrigin } from './loopback-rules.ts';

describe('checkHost', () => {
  it.each([
    'localhost',
    'localhost:5000',
    'LOCALHOST:1',
    '127.0.0.1',
    '127.0.0.1:65535',
    '[::1]',
    '[::1]:5000',
  ])('lets %s in', (host) => {
    expect(checkHost(host)).toBeNull();
  });

  it.each([
    undefined,
    '',
    'example.com',
    'example.com:5000',
    'localhost.example.com',
    'localhost.',
    '127.0.0.1.example.com',
    '127.0.0.2',
    '0.0.0.0:5000',
    '::1',
    '[::1].example.com',
    'localhost:5000:1',
    'localhost:',
    'user@localhost',
    'localhost\r\nx',
    '2130706433',
  ])('refuses %j', (host) => {
    expect(checkHost(host)).toMatchObject({ status: 403, code: 'HOST_NOT_ALLOWED' });
  });
});

describe('checkOrigin', () => {
  const host = 'localhost:5000';

  it.each([
    {},
    { origin: 'http://localhost:5000' },
    { origin: 'http://localhost:5000', 'sec-fetch-site': 'same-origin' },
    { 'sec-fetch-site': 'none' },
  ])('takes %j', (headers) => {
    expect(checkOrigin({ host, ...headers })).toBeNull();
  });

  it.each([
    { origin: 'null' },
    { origin: '' },
    { origin: 'https://localhost:5000' },
    { origin: 'http://localhost:3000' },
    { origin: 'http://127.0.0.1:5000' },
    { origin: 'http://example.com' },
    { origin: 'http://localhost:5000.example.com' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ])('refuses %j', (headers) => {
    expect(checkOrigin({ host, ...headers })).toMatchObject({ status: 403, code: 'ORIGIN_NOT_ALLOWED' });
  });
});
