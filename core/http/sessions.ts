import { createHash, timingSafeEqual } from 'node:crypto';
import type { Ids } from '#core/kernel/ids.ts';

/** Who may come in: browsers by a one-time token that becomes a cookie, programs by the token of engine.json. */
export interface Sessions {
  /** A token for one browser, good once. */
  makeEntryToken(): string;
  /** Uses an entry token up; returns the value of the session's cookie, null when the token is not good. */
  enter(token: string): string | null;
  hasSession(cookieHeader: string | undefined): boolean;
  isBearer(authorization: string | undefined): boolean;
  readonly cookieName: string;
}

/** The secrets behind that: whoever goes on at the same address takes them over, and nobody has to come in again. */
export interface SessionMemory {
  entryTokens: Set<string>;
  sessions: Set<string>;
}

export function createSessionMemory(): SessionMemory {
  return { entryTokens: new Set(), sessions: new Set() };
}

/** So many addresses and browsers are remembered; the oldest go first. */
const maxRemembered = 100;

/** Cookies know no ports, so the cookie's name carries it: two engines on one machine do not log each other out. */
export function createSessions(options: {
  ids: Ids;
  port: number;
  rpcToken: string;
  memory?: SessionMemory;
}): Sessions {
  const { ids, port, rpcToken, memory = createSessionMemory() } = options;
  const { entryTokens, sessions } = memory;
  const cookieName = `stile-${port}`;
  return {
    cookieName,
    makeEntryToken: () => remember(entryTokens, ids.token()),
    enter: (token) => (entryTokens.delete(token) ? remember(sessions, ids.token()) : null),
    hasSession: (header) => readCookies(header, cookieName).some((value) => sessions.has(value)),
    isBearer: (header) => isSameSecret(readBearer(header), rpcToken),
  };
}

function remember(set: Set<string>, value: string): string {
  const oldest = set.values().next();
  if (set.size >= maxRemembered && oldest.done !== true) set.delete(oldest.value);
  set.add(value);
  return value;
}

function readCookies(header: string | undefined, name: string): string[] {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim());
  return pairs.filter((pair) => pair.startsWith(`${name}=`)).map((pair) => pair.slice(name.length + 1));
}

function readBearer(header: string | undefined): string {
  return /^bearer +([\w-]+)$/i.exec(header ?? '')?.[1] ?? '';
}

/** Compares in a time that tells nothing about where two secrets differ. */
function isSameSecret(given: string, wanted: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}
