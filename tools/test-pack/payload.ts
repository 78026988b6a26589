import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { toPosix } from '../lib/files.ts';
import type { Packed } from './pack.ts';

/** Files inside app.asar, relative, with forward slashes; folders left out. */
export function listArchive({ resources }: Packed): string[] {
  const entries = listPackage(join(resources, 'app.asar'), { isPack: false }).map((entry) =>
    toPosix(entry).slice(1),
  );
  const folders = new Set(entries.map((entry) => entry.split('/').slice(0, -1).join('/')));
  return entries.filter((entry) => !folders.has(entry)).sort();
}

/** What must be in app.asar of dist/: all but maps, the record of the build and what is copied beside the archive. */
export function listShipped(dist: string): string[] {
  return listRelative(dist)
    .filter((file) => !/^resources\/|^renderer\/\.vite\/|^LICENSES\.packages\.txt$|\.map$/.test(file))
    .map((file) => `dist/${file}`)
    .sort();
}

/** Files beside the archive that it refers to, relative to the app's root. */
export function listUnpacked({ resources }: Packed): string[] {
  return listRelative(join(resources, 'app.asar.unpacked'));
}

/** Bytes of what is ours: the archive, what lies unpacked beside it, and the copied resources. */
export function payloadBytes({ resources }: Packed): number {
  const folders = ['app.asar.unpacked', 'resources'].map((name) => join(resources, name));
  const files = [join(resources, 'app.asar'), ...folders.flatMap((folder) => allFiles(folder))];
  return files.reduce((sum, file) => sum + statSync(file).size, 0);
}

/** Fuse name -> on or off, as the packed program will read it. */
export async function readFuses({ app, target }: Packed): Promise<Record<string, boolean>> {
  const wire = await getCurrentFuseWire(join(app, target.fuses));
  const names = Object.entries(FuseV1Options).filter(
    (entry): entry is [string, FuseV1Options] => typeof entry[1] === 'number',
  );
  return Object.fromEntries(names.map(([name, index]) => [name, Number(wire[index]) === '1'.charCodeAt(0)]));
}

/** `format arch` of a native module, read from its first bytes. */
export function readNativeKind(file: string): string {
  const head = readHead(file, 1024);
  if (head.toString('latin1', 1, 4) === 'ELF')
    return `linux ${archOf(head.readUInt16LE(18), { 62: 'x64', 183: 'arm64' })}`;
  if (head.readUInt32LE(0) === 0xfeedfacf) {
    return `darwin ${archOf(head.readUInt32LE(4), { 0x01000007: 'x64', 0x0100000c: 'arm64' })}`;
  }
  if (head.toString('latin1', 0, 2) === 'MZ') {
    const machine = head.readUInt16LE(head.readUInt32LE(0x3c) + 4);
    return `win32 ${archOf(machine, { 0x8664: 'x64', 0xaa64: 'arm64' })}`;
  }
  return 'unknown';
}

/** SHA-256 of the archive's header, which Electron compares with what the program or its Info.plist says. */
export function hashArchiveHeader({ resources }: Packed): string {
  const file = join(resources, 'app.asar');
  const length = readHead(file, 16).readUInt32LE(12);
  return createHash('sha256')
    .update(readHead(file, 16 + length).subarray(16))
    .digest('hex');
}

function archOf(code: number, names: Record<number, string>): string {
  return names[code] ?? `machine ${code}`;
}

function readHead(file: string, bytes: number): Buffer {
  const descriptor = openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(bytes);
    readSync(descriptor, buffer, 0, bytes, 0);
    return buffer;
  } finally {
    closeSync(descriptor);
  }
}

function listRelative(folder: string): string[] {
  return allFiles(folder).map((file) => toPosix(relative(folder, file)));
}

function allFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
