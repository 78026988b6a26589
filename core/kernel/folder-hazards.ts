import { posix, win32 } from 'node:path';

export type Platform = 'win32' | 'darwin' | 'linux';
export type Environment = Readonly<Record<string, string | undefined>>;

/** Systems beside the three that Stile is made for behave as Linux does, as far as paths and signals go. */
export function toPlatform(platform: string): Platform {
  return platform === 'win32' || platform === 'darwin' ? platform : 'linux';
}

/** A place where SQLite's write-ahead log is unsafe. `detail` names what was recognised. */
export interface FolderHazard {
  code: 'SYNCED_FOLDER' | 'NETWORK_FOLDER';
  detail: string;
}

/**
 * Tells whether a folder is kept by a sync program or lies on a network share, from its path and the environment
 * alone. `mounts` is the text of /proc/mounts on Linux, empty elsewhere.
 */
export function findFolderHazard(
  platform: Platform,
  env: Environment,
  path: string,
  mounts = '',
): FolderHazard | null {
  const synced = findSyncProgram(platform, env, path);
  if (synced !== null) return { code: 'SYNCED_FOLDER', detail: synced };
  const network = platform === 'win32' ? findUncShare(path) : findNetworkMount(platform, path, mounts);
  return network === null ? null : { code: 'NETWORK_FOLDER', detail: network };
}

const syncFolderNames: readonly (readonly [RegExp, string])[] = [
  [/^onedrive( - .*)?$/i, 'OneDrive'],
  [/^dropbox( \(.*\))?$/i, 'Dropbox'],
  [/^(google drive|googledrive|my drive)$/i, 'Google Drive'],
  [/^(iclouddrive|icloud drive|com~apple~clouddocs)$/i, 'iCloud'],
  [/^(nextcloud|owncloud|pcloud drive|box|box sync|sync\.com)$/i, 'a sync program'],
];

function findSyncProgram(platform: Platform, env: Environment, path: string): string | null {
  if (platform === 'win32') {
    for (const name of ['OneDrive', 'OneDriveCommercial', 'OneDriveConsumer']) {
      const root = env[name];
      if (root !== undefined && root !== '' && isBelowWindows(root, path)) return 'OneDrive';
    }
  }
  if (platform === 'darwin' && path.includes('/Library/CloudStorage/'))
    return 'a cloud storage folder of macOS';
  const segments = path.split(platform === 'win32' ? /[\\/]/ : '/');
  for (const segment of segments) {
    const known = syncFolderNames.find(([pattern]) => pattern.test(segment));
    if (known !== undefined) return known[1];
  }
  return null;
}

function isBelowWindows(root: string, path: string): boolean {
  const between = win32.relative(root.toLowerCase(), path.toLowerCase());
  return between === '' || (!between.startsWith('..') && !win32.isAbsolute(between));
}

function findUncShare(path: string): string | null {
  const plain = path.replace(/^[\\/]{2}\?[\\/]UNC[\\/]/i, '\\\\');
  const match = /^[\\/]{2}(?![?.][\\/])([^\\/]+)[\\/]([^\\/]+)/.exec(plain);
  return match === null ? null : `\\\\${match[1]}\\${match[2]}`;
}

const networkFileSystems =
  /^(nfs4?|cifs|smb3?|smbfs|afpfs|9p|fuse\.sshfs|fuse\.rclone|davfs|fuse\.davfs2|ceph|glusterfs|fuse\.glusterfs|afs)$/;

function findNetworkMount(platform: Platform, path: string, mounts: string): string | null {
  if (platform === 'darwin') return null;
  let best: { point: string; type: string } | null = null;
  for (const line of mounts.split('\n')) {
    const [, rawPoint, type] = line.split(' ');
    if (rawPoint === undefined || type === undefined) continue;
    const point = rawPoint.replace(/\\([0-7]{3})/g, (_, octal: string) =>
      String.fromCharCode(parseInt(octal, 8)),
    );
    if (isBelowPosix(point, path) && point.length >= (best?.point.length ?? 0)) best = { point, type };
  }
  return best !== null && networkFileSystems.test(best.type) ? `${best.type} on ${best.point}` : null;
}

function isBelowPosix(root: string, path: string): boolean {
  const between = posix.relative(root, path);
  return between === '' || (between !== '..' && !between.startsWith('../'));
}
