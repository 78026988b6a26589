import { splitOrder } from '#renderer/parts/grid/order-terms.ts';

type PythonSearch = {
  /** Where the tracking server answers; null when nothing listens. */
  readonly address: string | null;
  readonly name: string;
  readonly filter: string;
  readonly order: string;
};

/** The same search as code for MLflow's client. */
export function pythonSearch({ address, name, filter, order }: PythonSearch): string {
  const lines = ['import mlflow', ''];
  if (address !== null) lines.push(`mlflow.set_tracking_uri(${text(address)})`);
  lines.push(
    'runs = mlflow.search_runs(',
    `    experiment_names=[${text(name)}],`,
    ...(filter === '' ? [] : [`    filter_string=${text(filter)},`]),
    `    order_by=[${splitOrder(order).map(text).join(', ')}],`,
    ')',
    '',
  );
  return lines.join('\n');
}

/** JSON's texts are Python's too. */
function text(value: string): string {
  return JSON.stringify(value);
}
