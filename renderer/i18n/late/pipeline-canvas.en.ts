/** Graphs of tasks: of a run, and of the editor, which changes them. */
export const pipelineCanvas = {
  view: 'View of the graph',
  fit: 'Show all',
  fitSelection: 'Show what is selected',
  map: 'Overview map',
};
