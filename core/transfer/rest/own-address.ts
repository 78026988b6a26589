import { invalidArgument } from '#core/kernel/errors.ts';
import type { WorkspacePaths } from '#core/kernel/workspace-paths.ts';
import { readEngineFile } from '#core/store/workspace-lock.ts';

/** A workspace neither imports from itself nor pushes to itself. @throws INVALID_ARGUMENT */
export function refuseOwnAddress(paths: WorkspacePaths, field: string, address: string): void {
  const own = readEngineFile(paths)?.address ?? null;
  if (own === null || !isSamePlace(new URL(own), new URL(address))) return;
  throw invalidArgument(
    field,
    address,
    'that is the address of this very workspace',
    'Give the address of another server.',
  );
}

function isSamePlace(a: URL, b: URL): boolean {
  return portOf(a) === portOf(b) && (a.hostname === b.hostname || (isLoopback(a) && isLoopback(b)));
}

function portOf({ port, protocol }: URL): string {
  return port === '' ? ({ 'http:': '80', 'https:': '443' }[protocol] ?? '') : port;
}

function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
}
