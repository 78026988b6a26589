import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeUpdateKey } from '#core/desktop/update-manifest.ts';
import type { UpdateKey } from '#core/desktop/update-manifest.ts';
import { readJson } from '../lib/json.ts';
import type { Verb } from '../lib/verb.ts';

/**
 * `npm run release:key -- NAME`: a new pair of keys. The public one goes into what ships; the private one is printed
 * once and kept nowhere. Keys of before stay trusted until somebody takes them out of the list.
 */
export const releaseKey: Verb = async ({ args, paths, say }) => {
  const [id] = args;
  if (id === undefined || !/^[a-z0-9][a-z0-9.-]{0,60}$/.test(id)) {
    throw new Error(
      `A key needs a name of lower-case letters, digits, points and hyphens, not ${JSON.stringify(id ?? '')}: npm run release:key -- release-2026`,
    );
  }
  const file = join(paths.root, 'resources', 'update-keys.json');
  const keys = readJson<UpdateKey[]>(file);
  if (keys.some((key) => key.id === id)) {
    throw new Error(
      `${file} has a key called ${id} already: choose another name, so that signatures tell them apart.`,
    );
  }
  const { key, privateKey } = makeUpdateKey(id);
  writeFileSync(file, `${JSON.stringify([...keys, key], null, 2)}\n`);
  say(
    `${file} now trusts ${id}: commit it. The private key follows, this once: keep it as the secret STILE_UPDATE_KEY.`,
  );
  console.log(privateKey.trim());
  return 0;
};
