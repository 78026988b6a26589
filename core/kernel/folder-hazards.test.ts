import { describe, expect, it } from 'vitest';
import { findFolderHazard, type Environment, type Platform } from './folder-hazards.ts';

interface Case {
  platform: Platform;
  path: string;
  env?: Environment;
  mounts?: string;
  hazard: string | null;
}

const oneDrive = { OneDrive: 'C:\\Users\\Kim\\OneDrive - Byrå', OneDriveConsumer: '' };
const mounts = [
  '/dev/sda1 / ext4 rw,relatime 0 0',
  'nas:/vol /mnt/nas nfs4 rw 0 0',
  '//win/share /mnt/with\\040space cifs rw 0 0',
  '/dev/sdb1 /mnt/nas/disk ext4 rw 0 0',
  'C:\\134 /mnt/c 9p rw 0 0',
  'kim@host: /home/kim/remote fuse.sshfs rw 0 0',
  'broken line',
].join('\n');

const cases: Case[] = [
  { platform: 'win32', path: 'C:\\Users\\Kim\\Stile\\default', hazard: null },
  { platform: 'win32', env: oneDrive, path: 'C:\\Users\\Kim\\Documents', hazard: null },
  {
    platform: 'win32',
    env: oneDrive,
    path: 'c:\\users\\kim\\onedrive - byrå\\ml',
    hazard: 'SYNCED_FOLDER OneDrive',
  },
  { platform: 'win32', env: { OneDrive: 'D:\\Moln' }, path: 'D:\\Moln\\x', hazard: 'SYNCED_FOLDER OneDrive' },
  { platform: 'win32', env: { OneDrive: 'D:\\Moln' }, path: 'D:\\Molnet\\x', hazard: null },
  { platform: 'win32', env: { OneDrive: 'D:\\Moln' }, path: 'E:\\Moln\\x', hazard: null },
  { platform: 'win32', path: 'C:/Users/Kim/Dropbox (Work)/x', hazard: 'SYNCED_FOLDER Dropbox' },
  { platform: 'win32', path: 'G:\\My Drive\\x', hazard: 'SYNCED_FOLDER Google Drive' },
  { platform: 'win32', path: 'C:\\Users\\Kim\\iCloudDrive\\x', hazard: 'SYNCED_FOLDER iCloud' },
  { platform: 'win32', path: '\\\\nas\\team\\ml', hazard: 'NETWORK_FOLDER \\\\nas\\team' },
  { platform: 'win32', path: '//nas/team/ml', hazard: 'NETWORK_FOLDER \\\\nas\\team' },
  { platform: 'win32', path: '\\\\?\\UNC\\nas\\team\\ml', hazard: 'NETWORK_FOLDER \\\\nas\\team' },
  { platform: 'win32', path: '\\\\?\\C:\\ml', hazard: null },
  { platform: 'win32', path: '\\\\.\\pipe\\x', hazard: null },
  { platform: 'darwin', path: '/Users/kim/Stile/default', hazard: null },
  {
    platform: 'darwin',
    path: '/Users/kim/Library/Mobile Documents/com~apple~CloudDocs/x',
    hazard: 'SYNCED_FOLDER iCloud',
  },
  {
    platform: 'darwin',
    path: '/Users/kim/Library/CloudStorage/GoogleDrive-kim/x',
    hazard: 'SYNCED_FOLDER a cloud storage folder of macOS',
  },
  { platform: 'darwin', path: '/Users/kim/Dropbox', hazard: 'SYNCED_FOLDER Dropbox' },
  { platform: 'linux', path: '/home/kim/Stile/default', mounts, hazard: null },
  { platform: 'linux', path: '/home/kim/Nextcloud/x', mounts, hazard: 'SYNCED_FOLDER a sync program' },
  { platform: 'linux', path: '/home/kim/onedrive\\x', mounts, hazard: null },
  { platform: 'linux', path: '/mnt/nas/ml', mounts, hazard: 'NETWORK_FOLDER nfs4 on /mnt/nas' },
  { platform: 'linux', path: '/mnt/nasty/ml', mounts, hazard: null },
  { platform: 'linux', path: '/mnt/nas/disk/ml', mounts, hazard: null },
  { platform: 'linux', path: '/mnt/with space/ml', mounts, hazard: 'NETWORK_FOLDER cifs on /mnt/with space' },
  { platform: 'linux', path: '/mnt/c/Users', mounts, hazard: 'NETWORK_FOLDER 9p on /mnt/c' },
  {
    platform: 'linux',
    path: '/home/kim/remote',
    mounts,
    hazard: 'NETWORK_FOLDER fuse.sshfs on /home/kim/remote',
  },
  { platform: 'linux', path: '/mnt/nas/ml', hazard: null },
];

describe('folders where a write-ahead log is unsafe', () => {
  it.each(cases)('$platform $path: $hazard', ({ platform, env = {}, path, mounts: table, hazard }) => {
    const found = findFolderHazard(platform, env, path, table);
    expect(found === null ? null : `${found.code} ${found.detail}`).toBe(hazard);
  });
});
