export { createWorkshop } from './create-workshop.ts';
export { useOwnData } from './use-own-data.ts';
export type { WorkshopServices } from './fill-template.ts';
