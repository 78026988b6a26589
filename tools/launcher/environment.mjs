import { delimiter } from 'node:path';

/**
 * A copy of env with `folder` first on PATH. Windows spells the variable `Path`, and a copied environment is
 * case-sensitive there too, so the existing spelling is kept.
 *
 * @param {NodeJS.ProcessEnv} env
 * @param {string} folder
 * @returns {NodeJS.ProcessEnv}
 */
export function prependToPath(env, folder) {
  const name = Object.keys(env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  const before = env[name];
  return { ...env, [name]: before ? `${folder}${delimiter}${before}` : folder };
}
