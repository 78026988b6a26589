import { createPrivateKey, createPublicKey } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkUpdate, readUpdateKeys } from '#core/desktop/update-check.ts';
import { buildUpdateManifest, signatureSuffix, signUpdate } from '#core/desktop/update-manifest.ts';
import type { UpdateKey } from '#core/desktop/update-manifest.ts';
import type { Verb } from '../lib/verb.ts';
import { describeInstaller } from './installer-name.ts';
import { listInstallers, releaseFolder } from './release-files.ts';

/**
 * `npm run release:sign [-- folder]`: writes <installer>.sig.json beside each installer, with the private key in
 * STILE_UPDATE_KEY, and checks each as Stile will. Without a key there is nothing to sign with, which is told.
 */
export const releaseSign: Verb = async (ctx) => {
  const secret = ctx.env['STILE_UPDATE_KEY'];
  if (!secret) {
    ctx.say('STILE_UPDATE_KEY is not set: nothing was signed, and Stile will not install these as updates.');
    return 0;
  }
  const folder = releaseFolder(ctx);
  const key = findKey(readUpdateKeys(join(ctx.paths.root, 'resources', 'update-keys.json')), secret);
  for (const name of listInstallers(folder)) {
    const file = join(folder, name);
    const described = describeInstaller(name);
    const update = signUpdate(await buildUpdateManifest(file, described), key.id, secret);
    writeFileSync(`${file}${signatureSuffix}`, `${JSON.stringify(update, null, 2)}\n`);
    const { platform, arch, version } = described;
    await checkUpdate({ file, keys: [key], platform, arch, version, allowOlder: true });
    console.log(`${name}: ${platform} ${arch}, signed with ${key.id}`);
  }
  return 0;
};

/** A signature by a key that what ships does not know would be refused everywhere. */
function findKey(keys: UpdateKey[], secret: string): UpdateKey {
  const publicKey = createPublicKey(createPrivateKey(secret)).export({ format: 'der', type: 'spki' });
  const key = keys.find((candidate) => candidate.publicKey === publicKey.toString('base64'));
  if (key) return key;
  const known = keys.map(({ id }) => id).join(', ') || 'none';
  throw new Error(
    `The key in STILE_UPDATE_KEY is not in resources/update-keys.json (it has: ${known}): npm run release:key makes one of each.`,
  );
}
