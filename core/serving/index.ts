/** Answering with registered models: over HTTP by a thread of its own, and in this process. */
export { createServingActivity } from './activity-parts.ts';
export { createServing, type ServingService } from './serving-service.ts';
