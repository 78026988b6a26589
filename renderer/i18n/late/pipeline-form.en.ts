/** The parts beside the canvas of a pipeline's editor: the list of task types, forms, text and problems. */
export const pipelineForm = {
  palette: {
    label: 'Types of tasks',
    search: 'Add a task',
    noneFound: 'No type matches “{{text}}”.',
    drop: 'Drop a .py or .ipynb file to make a task',
    expand: 'Show the names of the types',
    collapse: 'Show icons alone',
    add: 'Add {{name}}',
  },
};
