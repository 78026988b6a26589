export { useNextEngine } from './use-next-engine.ts';
