import type { IncomingHttpHeaders } from 'node:http';

/** Why a request is refused before any route sees it. */
export interface Refusal {
  status: number;
  code: string;
  /** English: says what was seen and what to do. */
  message: string;
}

const ownHost = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;

/**
 * Only the names of this machine's own loopback: a foreign name that was made to point here (DNS rebinding) would turn
 * any web page into one of ours.
 */
export function checkHost(host: string | undefined): Refusal | null {
  if (host !== undefined && ownHost.test(host)) return null;
  return {
    status: 403,
    code: 'HOST_NOT_ALLOWED',
    message: `Stile answers to localhost, 127.0.0.1 and [::1] only, not to "${show(host)}". Use one of those in the address.`,
  };
}

/**
 * Refuses what a page of another origin sent, which SameSite alone does not: for cookies another port is the same
 * site. Programs send neither header and go on to show their token.
 */
export function checkOrigin(headers: IncomingHttpHeaders): Refusal | null {
  const { origin, host } = headers;
  const site = headers['sec-fetch-site'];
  const isOwnOrigin = origin === undefined || origin.toLowerCase() === `http://${host ?? ''}`.toLowerCase();
  const isOwnSite = site === undefined || site === 'same-origin' || site === 'none';
  if (isOwnOrigin && isOwnSite) return null;
  return {
    status: 403,
    code: 'ORIGIN_NOT_ALLOWED',
    message: `Stile takes no calls from pages of another origin ("${show(origin ?? String(site))}"). Open Stile's own address instead.`,
  };
}

function show(value: string | undefined): string {
  return (value ?? '').slice(0, 100);
}
