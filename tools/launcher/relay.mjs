import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import process from 'node:process';

const relayed = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/**
 * Runs a program on this terminal and answers its exit code (128 + signal number when a signal ended it).
 * Signals sent to this process go on to the program, which decides when to end; without that, Ctrl-C would
 * end npm and leave the program's shutdown unfinished on a prompt that is already back.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions & { stop?: AbortSignal }} [options] `stop` asks the program
 *   to end, as SIGTERM does
 * @returns {Promise<number>}
 */
export function runAndRelay(command, args, { stop, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options });
    stop?.addEventListener('abort', () => child.kill('SIGTERM'), { once: true });
    const handlers = relayed.map((signal) => {
      const handler = () => relay(child, signal);
      process.on(signal, handler);
      return { signal, handler };
    });
    const finish = () => handlers.forEach(({ signal, handler }) => process.off(signal, handler));
    child.once('error', (error) => {
      finish();
      reject(error);
    });
    child.once('exit', (code, signal) => {
      finish();
      resolve(code ?? 128 + (signal ? constants.signals[signal] : 0));
    });
  });
}

/**
 * Ctrl-C on a terminal reaches the whole foreground group by itself: sending it again would count as a
 * second, impatient one.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function relay(child, signal) {
  if (signal === 'SIGINT' && process.stdin.isTTY) return;
  child.kill(signal);
}
