import type { LaidTask, Places } from './flow-places.ts';
import { layOut } from './lay-out.ts';

export type LayoutOrder = {
  readonly key: string;
  readonly tasks: readonly LaidTask[];
  readonly fixed: Places;
};
export type LayoutAnswer = { readonly key: string; readonly places: Places };

// The layout of hundreds of tasks takes longer than a frame: here it holds up nobody.
globalThis.onmessage = ({ data: { key, tasks, fixed } }: MessageEvent<LayoutOrder>) => {
  const answer: LayoutAnswer = { key, places: layOut(tasks, fixed) };
  globalThis.postMessage(answer);
};
