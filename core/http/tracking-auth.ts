import { createHash, timingSafeEqual } from 'node:crypto';
import { invalidArgument, type StileError } from '#core/kernel/errors.ts';
import type { Environment } from '#core/kernel/folder-hazards.ts';

/**
 * What MLflow's clients must show when the user has set it: MLFLOW_TRACKING_TOKEN on their side sends a bearer token,
 * MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD send basic credentials.
 */
export interface TrackingAuth {
  isAllowed(authorization: string | undefined): boolean;
}

/**
 * Null: nothing is set, and every program of this machine may log.
 * @throws INVALID_ARGUMENT for a name without a password or the other way round, which would leave the door open
 */
export function readTrackingAuth(env: Environment): TrackingAuth | null {
  const token = env['STILE_TRACKING_TOKEN'] ?? '';
  const username = env['STILE_TRACKING_USERNAME'] ?? '';
  const password = env['STILE_TRACKING_PASSWORD'] ?? '';
  if ((username === '') !== (password === '')) throw halfSet(username === '');
  const wanted: Buffer[] = [];
  if (token !== '') wanted.push(digest(`bearer ${token}`));
  if (username !== '')
    wanted.push(digest(`basic ${Buffer.from(`${username}:${password}`).toString('base64')}`));
  if (wanted.length === 0) return null;
  return {
    isAllowed: (authorization) => {
      const given = digest(normalize(authorization ?? ''));
      // All are compared, each in a time that tells nothing.
      return wanted.map((secret) => timingSafeEqual(secret, given)).includes(true);
    },
  };
}

function halfSet(isNameMissing: boolean): StileError {
  const [missing, other] = isNameMissing
    ? ['STILE_TRACKING_USERNAME', 'STILE_TRACKING_PASSWORD']
    : ['STILE_TRACKING_PASSWORD', 'STILE_TRACKING_USERNAME'];
  return invalidArgument(missing, '', `it goes with ${other}, which is set`, 'Set both, or neither.');
}

/** Schemes are named in any case. */
function normalize(authorization: string): string {
  const [, scheme = '', credentials = ''] = /^(\S+) +(.*)$/.exec(authorization.trim()) ?? [];
  return `${scheme.toLowerCase()} ${credentials}`;
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
