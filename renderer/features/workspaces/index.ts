export { recentQuery } from './queries.ts';
export { useGoToWorkspace } from './use-go-to-workspace.ts';
export { useNextEngine } from './use-next-engine.ts';
export type { Asked } from './use-next-engine.ts';
