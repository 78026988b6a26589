/** What listens. */
export { openHttpHost, type HttpHost, type HttpHostOptions } from './http-host.ts';
