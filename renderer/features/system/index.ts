export { systemInfoQuery } from './queries.ts';
