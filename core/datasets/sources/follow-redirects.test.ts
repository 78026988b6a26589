import { expect, it } from 'vitest';
import { checkRedirect } from './follow-redirects.ts';

const outside = 'https://93.184.216.34/data.csv';

it.each([
  'http://127.0.0.1:5001/models/reviews',
  'http://localhost:5001/',
  'http://2130706433/',
  'http://0.0.0.0:80/',
  'http://10.0.0.1/',
  'http://172.31.255.255/',
  'http://192.168.1.1/reboot',
  'http://169.254.169.254/latest/meta-data',
  'http://[::1]:5001/',
  'http://[::ffff:127.0.0.1]/',
  'http://[fe80::1]/',
  'http://[fd00::1]/',
])('a server outside does not lead to %s', async (next) => {
  await expect(checkRedirect(new URL(outside), new URL(next))).rejects.toThrow(
    'of this machine or its network',
  );
});

it.each([
  [outside, 'https://93.184.216.35/moved.csv'],
  [outside, 'https://[2606:2800:220:1::1]/moved.csv'],
  ['http://192.168.1.1/data.csv', 'http://127.0.0.1/data.csv'],
  ['http://localhost/a', 'http://10.0.0.1/b'],
])('%s may lead to %s', async (asked, next) => {
  await expect(checkRedirect(new URL(asked), new URL(next))).resolves.toBeUndefined();
});

it('nothing leads to a file', async () => {
  const next = new URL('file:///etc/passwd');
  await expect(checkRedirect(new URL('http://localhost/'), next)).rejects.toThrow('not http or https');
});
