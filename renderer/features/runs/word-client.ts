/** `mlflow 3.17.2` for what its Python client says of itself; other programs are named as they name themselves. */
export function wordClient(agent: string): string {
  return agent.replace(/^mlflow-python-client\//, 'mlflow ');
}
