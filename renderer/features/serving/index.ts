export { servingStatusQuery } from './queries.ts';
export { TryIt } from './try-it.tsx';
