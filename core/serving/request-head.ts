import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { checkHost, checkOrigin, type Refusal } from '#core/kernel/loopback-rules.ts';
import { ScoringRefusal } from './scoring-refusal.ts';

/** The headers that matter here. */
export interface RequestHead {
  host: string | undefined;
  origin: string | undefined;
  site: string | undefined;
  contentType: string;
  contentEncoding: string;
  /** -1 when it is not said */
  contentLength: number;
  /** The client's own name for this request; empty when it gave none that can be used. */
  requestId: string;
}

/** Reads the headers where they lie: node's own object of them costs more than the rest of a small request. */
export function readHead({ rawHeaders }: IncomingMessage): RequestHead {
  const head: RequestHead = {
    host: undefined,
    origin: undefined,
    site: undefined,
    contentType: '',
    contentEncoding: '',
    contentLength: -1,
    requestId: '',
  };
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] ?? '';
    if (!lengths.has(name.length)) continue;
    const set = readers[name.toLowerCase()];
    if (set !== undefined) set(head, rawHeaders[i + 1] ?? '');
  }
  return head;
}

const readers: Record<string, (head: RequestHead, value: string) => void> = {
  host: (head, value) => {
    // Of two, the one that is not ours decides.
    head.host = head.host === undefined || checkHost(head.host) === null ? value : head.host;
  },
  origin: (head, value) => void (head.origin = value),
  'sec-fetch-site': (head, value) => void (head.site = value),
  'content-type': (head, value) => void (head.contentType = value),
  'content-encoding': (head, value) => void (head.contentEncoding = value),
  'content-length': (head, value) => void (head.contentLength = Number(value)),
  'x-request-id': (head, value) => {
    if (/^[\w.:-]{1,128}$/.test(value)) head.requestId = value;
  },
};
const lengths = new Set(Object.keys(readers).map((name) => name.length));

/** Hosts that were found to be ours: checked once each. */
const goodHosts = new Set<string>();
const mostHosts = 100;

/** Only this machine's own names, and no page of another origin. @throws ScoringRefusal 403 */
export function checkHead(head: RequestHead): void {
  const { host, origin, site } = head;
  if (host === undefined || !goodHosts.has(host)) {
    forbid(checkHost(host));
    if (host !== undefined && goodHosts.size < mostHosts) goodHosts.add(host);
  }
  if (origin !== undefined || site !== undefined) forbid(checkOrigin(originHeaders(head)));
}

function originHeaders({ host, origin, site }: RequestHead): IncomingHttpHeaders {
  const headers: IncomingHttpHeaders = { host };
  if (origin !== undefined) headers.origin = origin;
  if (site !== undefined) headers['sec-fetch-site'] = site;
  return headers;
}

function forbid(refusal: Refusal | null): void {
  if (refusal === null) return;
  const { status, message } = refusal;
  throw new ScoringRefusal({ status, code: 'PERMISSION_DENIED', message });
}
