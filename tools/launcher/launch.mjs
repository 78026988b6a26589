// Runs on Node 20 and before node_modules exists: plain JavaScript, nothing but Node itself.
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { ensureDependencies } from './dependencies.mjs';
import { ensureNode } from './node-runtime.mjs';
import { prependToPath } from './environment.mjs';
import { runAndRelay } from './relay.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * Prepares the checkout (dependencies, Node 24) and hands the verb over to tools/main.ts under that Node.
 *
 * @param {string[]} args the verb and its arguments
 */
export async function launch(args) {
  try {
    const node = ensureNode({ root, say });
    ensureDependencies({ root, node, say });
    process.exitCode = await runVerb(node, args);
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}

/**
 * @param {string} node path of a Node 24 binary
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
async function runVerb(node, args) {
  const env = prependToPath(process.env, dirname(node));
  const nodeArgs = ['--disable-warning=ExperimentalWarning', join(root, 'tools', 'main.ts'), ...args];
  const stop = stopWithNpm();
  return runAndRelay(node, nodeArgs, { cwd: root, env: { ...env, STILE_CALLER_CWD: callerFolder() }, stop });
}

/**
 * A signal to npm ends the shell between npm and this process, and nobody passes it on: an orphan under npm has
 * lost the one who started it and ends too, or `npm start` would leave an engine behind.
 *
 * @returns {AbortSignal}
 */
function stopWithNpm() {
  const controller = new AbortController();
  const parent = process.ppid;
  const check = () => process.ppid !== parent && controller.abort();
  if (process.env['npm_lifecycle_event']) setInterval(check, 250).unref();
  return controller.signal;
}

/** npm starts scripts in the package's folder; INIT_CWD is where the person typed the command. */
function callerFolder() {
  return process.env['INIT_CWD'] ?? process.cwd();
}

/** @param {string} sentence */
function say(sentence) {
  process.stderr.write(`${sentence}\n`);
}
