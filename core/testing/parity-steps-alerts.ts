import type { ParityStep } from './parity-steps.ts';

/** Without an alert, since a batch of two rows fires none: what is said of one that is not there, and of bad input. */
export function alertSteps(): ParityStep[] {
  return [
    { args: ['alert', 'list', '--json'] },
    { args: ['alert', 'list', '--state', 'snoozed', '--severity', 'critical', '--signal', 'oov_share'] },
    { args: ['alert', 'list', '--text', 'shop', '--assignee', 'kim', '--model', 'churner'] },
    { args: ['alert', 'list', '--page-token', 'nonsense'] },
    { args: ['alert', 'show', '1'] },
    { args: ['alert', 'ack', '1'] },
    { args: ['alert', 'resolve', '1', '--reason', 'done'] },
    { args: ['alert', 'resolve', '1', '2', '--reason', ' '] },
    { args: ['alert', 'reopen', '1', '--json'] },
    { args: ['alert', 'snooze', '1', '--for', '4h'] },
    { args: ['alert', 'snooze', '1', '--for', 'soon'] },
    { args: ['alert', 'unsnooze', '1', '2'] },
    { args: ['alert', 'assign', '1', '--to', 'kim', '--json'] },
    { args: ['alert', 'comment', '1', 'The feed was cut'] },
    { args: ['alert', 'comment', '1', ' ', '--json'] },
    { args: ['alert', 'delete-comment', '1', '1'] },
  ];
}
