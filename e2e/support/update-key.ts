import { cpSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { buildUpdateManifest, makeUpdateKey, signUpdate } from '#core/desktop/update-manifest.ts';
import { dist } from './engine.ts';

const { key, privateKey } = makeUpdateKey('the workshop');

/** What ships with the app, beside a workspace, with a key that tests sign with among the trusted ones. */
export function makeTrustingResources(workspace: string): string {
  const resources = join(dirname(workspace), 'resources');
  cpSync(join(dist, 'resources'), resources, { recursive: true });
  writeFileSync(join(resources, 'update-keys.json'), JSON.stringify([key]));
  return resources;
}

/** Writes the signature of an installer for this machine beside it, as a release does. */
export async function signInstaller(file: string, version: string): Promise<void> {
  const manifest = await buildUpdateManifest(file, {
    version,
    platform: process.platform,
    arch: process.arch,
  });
  writeFileSync(`${file}.sig.json`, JSON.stringify(signUpdate(manifest, key.id, privateKey)));
}
