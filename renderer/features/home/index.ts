export { possibleSteps } from './story.ts';
export type { StoryStep } from './story.ts';
export { useStoryActs } from './use-story-acts.ts';
export { useFocus } from './use-story.ts';
