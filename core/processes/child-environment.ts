import type { Environment, Platform } from '#core/kernel/folder-hazards.ts';

/**
 * The variables that a program started by Stile sees: what a system and its network need, never what steers Node,
 * Electron or another Python, nor secrets that happen to lie in the engine's own environment.
 * @param extra wins over what is inherited
 */
export function buildChildEnvironment(
  platform: Platform,
  env: Environment,
  extra: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const child: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && isPassedOn(platform, env, name)) child[name] = value;
  }
  return { ...child, ...extra };
}

const everywhere = new Set([
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'SHELL',
  'LANG',
  'LANGUAGE',
  'TZ',
  'TMPDIR',
  'TEMP',
  'TMP',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'ALL_PROXY',
  'NO_PROXY',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'REQUESTS_CA_BUNDLE',
  'CURL_CA_BUNDLE',
  'NVIDIA_VISIBLE_DEVICES',
  'VECLIB_MAXIMUM_THREADS',
  'NUMEXPR_NUM_THREADS',
  'HF_HOME',
]);

const onWindows = new Set([
  'SYSTEMROOT',
  'SYSTEMDRIVE',
  'WINDIR',
  'COMSPEC',
  'PATHEXT',
  'USERPROFILE',
  'USERNAME',
  'HOMEDRIVE',
  'HOMEPATH',
  'APPDATA',
  'LOCALAPPDATA',
  'PROGRAMDATA',
  'PROGRAMFILES',
  'PROGRAMFILES(X86)',
  'PROGRAMW6432',
  'COMMONPROGRAMFILES',
  'PROCESSOR_ARCHITECTURE',
  'NUMBER_OF_PROCESSORS',
]);

/** Where packages come from, where caches lie, how numeric libraries use the machine. */
const families = /^(LC_|XDG_|PIP_|UV_|CUDA_|OMP_|MKL_|OPENBLAS_|KMP_|BLIS_)/;

function isPassedOn(platform: Platform, env: Environment, name: string): boolean {
  const upper = name.toUpperCase();
  if (upper === 'LD_LIBRARY_PATH') return platform === 'linux' && env['APPIMAGE'] === undefined;
  if (platform === 'win32' && onWindows.has(upper)) return true;
  return everywhere.has(upper) || families.test(upper);
}
