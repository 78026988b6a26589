/** Where the line is to be pasted. */
export const places = ['python', 'posix', 'powershell', 'cmd'] as const;
export type Place = (typeof places)[number];
type Shell = Exclude<Place, 'python'>;

/** The line of a shell that sends what an unmodified `mlflow` client logs to `address`. */
export function trackingLine(shell: Shell, address: string): string {
  switch (shell) {
    case 'posix':
      return `export MLFLOW_TRACKING_URI=${address}`;
    case 'powershell':
      return `$env:MLFLOW_TRACKING_URI = "${address}"`;
    case 'cmd':
      return `set MLFLOW_TRACKING_URI=${address}`;
  }
}

/** A whole script that logs one run to `experiment`. In a shell the line above has told the address. */
export function firstScript(place: Place, address: string, experiment: string): string {
  const lines = [
    'import mlflow',
    '',
    ...(place === 'python' ? ['mlflow.set_tracking_uri(', `    "${address}"`, ')'] : []),
    `mlflow.set_experiment(${JSON.stringify(experiment)})`,
    '',
    'with mlflow.start_run():',
    '    mlflow.log_param("C", 1.0)',
    '    mlflow.log_metric("accuracy", 0.91)',
  ];
  return lines.join('\n');
}

/** What most people of a system type into. */
export function usualPlace(platform: string): Shell {
  return platform === 'win32' ? 'powershell' : 'posix';
}
