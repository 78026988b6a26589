/** A whole script that sends one trace with a step inside to `experiment`. */
export function firstTrace(address: string, experiment: string): string {
  return [
    'import mlflow',
    '',
    `mlflow.set_tracking_uri("${address}")`,
    `mlflow.set_experiment(${JSON.stringify(experiment)})`,
    '',
    '@mlflow.trace(span_type="TOOL")',
    'def find(word):',
    '    return f"{word}: steps over a fence"',
    '',
    '@mlflow.trace',
    'def answer(question):',
    '    return find(question.split()[-1])',
    '',
    'answer("What is a stile")',
  ].join('\n');
}
