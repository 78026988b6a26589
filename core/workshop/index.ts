export { createWorkshop } from './create-workshop.ts';
export { useOwnData } from './use-own-data.ts';
