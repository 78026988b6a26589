import type { pipelineCanvas as en } from './pipeline-canvas.en.ts';

/** Graphs of tasks: of a run, and of the editor, which changes them. */
export const pipelineCanvas: typeof en = {
  view: 'Vy av grafen',
  fit: 'Visa allt',
  fitSelection: 'Visa det markerade',
  map: 'Översiktskarta',
};
