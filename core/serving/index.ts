export { createServing, type ServingOptions, type ServingService } from './serving-service.ts';
