import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

/** As many as browsers follow. */
const maxRedirects = 20;
const redirectStatuses: readonly number[] = [301, 302, 303, 307, 308];

/**
 * What an address gives, after its redirects. Each is looked at before it is followed: see `checkRedirect`.
 * @throws Error in words when it leads where it may not, or nowhere
 */
export async function fetchFollowing(url: URL, signal: AbortSignal): Promise<Response> {
  let at = url;
  for (let followed = 0; followed <= maxRedirects; followed++) {
    const response = await fetch(at, { signal, redirect: 'manual' });
    const location = response.headers.get('location');
    if (location === null || !redirectStatuses.includes(response.status)) return response;
    await response.body?.cancel();
    if (!URL.canParse(location, at.href)) throw new Error(`it leads to "${location}", which is no address`);
    const next = new URL(location, at.href);
    await checkRedirect(url, next);
    at = next;
  }
  throw new Error(`it leads on and on, more than ${maxRedirects} times`);
}

/**
 * A server outside does not lead into this machine or its network, where it could make Stile ask for what only the
 * user may. One inside may lead where it likes.
 * @throws Error in words
 */
export async function checkRedirect(asked: URL, next: URL): Promise<void> {
  if (!/^https?:$/.test(next.protocol))
    throw new Error(`it leads to ${next.href}, which is not http or https`);
  if (!(await isInner(next.hostname)) || (await isInner(asked.hostname))) return;
  throw new Error(
    `it leads to ${next.href}, which is of this machine or its network. Give that address itself if it is meant`,
  );
}

const inner = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  inner.addSubnet(net, prefix, 'ipv4');
}
for (const [net, prefix] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
] as const) {
  inner.addSubnet(net, prefix, 'ipv6');
}

/** A name counts by all that it stands for; one that stands for nothing fails when it is fetched. */
async function isInner(hostname: string): Promise<boolean> {
  const host = hostname.replace(/^\[|\]$/g, '');
  const found = isIP(host) === 0 ? await lookup(host, { all: true }).catch(() => []) : [{ address: host }];
  return found.some(({ address }) => inner.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4'));
}
