/** Who changed what, before and after. Rows are written by the write path itself, see store/write-queue.ts. */
export { listActivity } from './activity.ts';
