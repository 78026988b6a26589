import { expect, it } from 'vitest';
import { firstScript, trackingLine } from './connect-code.ts';

it('names the address in each place’s own words', () => {
  const address = 'http://127.0.0.1:5003';
  expect(trackingLine('posix', address)).toBe('export MLFLOW_TRACKING_URI=http://127.0.0.1:5003');
  expect(trackingLine('powershell', address)).toBe('$env:MLFLOW_TRACKING_URI = "http://127.0.0.1:5003"');
  expect(trackingLine('cmd', address)).toBe('set MLFLOW_TRACKING_URI=http://127.0.0.1:5003');
});

it('the script of Python carries the address itself, with names quoted', () => {
  const script = firstScript('python', 'http://127.0.0.1:5000', 'the "first"');
  expect(script).toContain('mlflow.set_tracking_uri(\n    "http://127.0.0.1:5000"\n)');
  expect(script).toContain(String.raw`mlflow.set_experiment("the \"first\"")`);
  expect(firstScript('posix', 'http://127.0.0.1:5000', 'x')).not.toContain('set_tracking_uri');
});
