/** Where the line is to be pasted. */
export const places = ['python', 'posix', 'powershell', 'cmd'] as const;
export type Place = (typeof places)[number];

/** The line that sends what an unmodified `mlflow` client logs to `address`. */
export function trackingLine(place: Place, address: string): string {
  switch (place) {
    case 'python':
      return `mlflow.set_tracking_uri("${address}")`;
    case 'posix':
      return `export MLFLOW_TRACKING_URI=${address}`;
    case 'powershell':
      return `$env:MLFLOW_TRACKING_URI = "${address}"`;
    case 'cmd':
      return `set MLFLOW_TRACKING_URI=${address}`;
  }
}

/** A whole script that logs one run to `experiment`. In a shell the address is known from the line above. */
export function firstScript(place: Place, address: string, experiment: string): string {
  const lines = [
    'import mlflow',
    '',
    ...(place === 'python' ? [trackingLine(place, address)] : []),
    `mlflow.set_experiment(${JSON.stringify(experiment)})`,
    '',
    'with mlflow.start_run():',
    '    mlflow.log_param("C", 1.0)',
    '    mlflow.log_metric("accuracy", 0.91)',
  ];
  return lines.join('\n');
}

/** Where most people of a system paste. */
export function usualPlace(platform: string): Place {
  return platform === 'win32' ? 'powershell' : 'posix';
}
