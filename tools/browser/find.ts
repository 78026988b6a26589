import path from 'node:path';
import type { Machine } from '../start/decide.ts';

/** Programs on PATH of a Linux machine, best first. */
const linuxNames = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'microsoft-edge-stable',
  'microsoft-edge',
];

/** Below the folders where Windows installs programs. */
const windowsPaths = [
  ['Google', 'Chrome', 'Application', 'chrome.exe'],
  ['Chromium', 'Application', 'chrome.exe'],
  ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
];

/** Below /Applications and ~/Applications. */
const macApps = ['Google Chrome', 'Chromium', 'Microsoft Edge'];

/**
 * The Chrome, Chromium or Edge that is installed here, for tests.
 *
 * @returns undefined when there is none in the usual places
 */
export function findInstalledBrowser(machine: Machine): string | undefined {
  return candidates(machine).find((file) => machine.exists(file));
}

/** Every place looked at, best first. Chrome comes before Edge everywhere, for tests to mean the same thing. */
function candidates({ platform, env }: Omit<Machine, 'exists'>): string[] {
  if (platform === 'win32') return windowsCandidates(env);
  if (platform === 'darwin') return macCandidates(env);
  const folders = (env['PATH'] ?? '').split(':').filter((folder) => folder.startsWith('/'));
  return linuxNames.flatMap((name) => folders.map((folder) => path.posix.join(folder, name)));
}

function windowsCandidates(env: NodeJS.ProcessEnv): string[] {
  const roots = [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']].filter(
    (root) => root !== undefined,
  );
  return windowsPaths.flatMap((parts) => roots.map((root) => path.win32.join(root, ...parts)));
}

function macCandidates(env: NodeJS.ProcessEnv): string[] {
  const roots = ['/Applications', ...(env['HOME'] ? [path.posix.join(env['HOME'], 'Applications')] : [])];
  return macApps.flatMap((app) => roots.map((root) => `${root}/${app}.app/Contents/MacOS/${app}`));
}
