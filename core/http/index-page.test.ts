import { expect, it } from 'vitest';
import { testPage, withHttpHost } from '#core/testing/with-http-host.ts';

it('the page asked for by its file name is the same page: behind the session, with its nonce', () =>
  withHttpHost(async ({ send, enter }) => {
    const stranger = await send('/index.html');
    expect(stranger.status).toBe(401);
    expect(stranger.body).not.toContain('__STILE_NONCE__');
    const known = await send('/index.html', { headers: await enter() });
    expect(known.status).toBe(200);
    expect(known.body).not.toContain('__STILE_NONCE__');
    expect(known.body.length).toBeGreaterThan(testPage.length);
  }));
