/** Answering with registered models: over HTTP by a thread of its own, and in this process. */
export { createServing, type ServingService } from './serving-service.ts';
