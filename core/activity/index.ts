/** Who changed what, before and after, and the way back. Rows are written by the write path itself, see store/write-queue.ts. */
export { listActivity } from './activity.ts';
export {
  invertTag,
  joinActivityParts,
  recordedText,
  type ActivityParts,
  type Inverse,
  type RecordedChange,
} from './activity-parts.ts';
export { undoActivity } from './undo.ts';
