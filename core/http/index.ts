/** What listens. */
export { openHttpHost, type HttpHost, type HttpHostOptions } from './http-host.ts';
export type { SessionMemory } from './sessions.ts';
