export { EnvironmentList } from './environment-list.tsx';
export { InterpreterList } from './interpreter-list.tsx';
export { PipelinePythonState } from './pipeline-python.tsx';
export { PipelinePythonNews } from './pipeline-python-news.tsx';
export { pipelinePythonsQuery } from './queries.ts';
export { PythonState } from './python-state.tsx';
export { patiently } from './patiently.ts';
export { interpretersQuery } from './queries.ts';
