import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { runAndRelay } from '../launcher/relay.mjs';
import { readJson } from '../lib/json.ts';
import type { Verb } from '../lib/verb.ts';
import { listReleaseFiles, releaseFolder } from './release-files.ts';

/**
 * `npm run release:draft [-- folder]`: a draft of a release at GitHub with all that is handed out, by its program `gh`.
 * STILE_TAG names the tag, which has to be that of this version.
 */
export const releaseDraft: Verb = async (ctx) => {
  const { env, paths } = ctx;
  const folder = releaseFolder(ctx);
  const { version } = readJson<{ version: string }>(join(paths.root, 'package.json'));
  const tag = env['STILE_TAG'] ?? '';
  if (tag !== `v${version}`)
    throw new Error(
      `STILE_TAG is ${JSON.stringify(tag)}, and version ${version} is released as v${version}.`,
    );
  const files = [...listReleaseFiles(folder), 'SHA256SUMS'].map((name) => join(folder, name));
  const missing = files.find((file) => !existsSync(file));
  if (missing) throw new Error(`${missing} is missing: npm run release:sums makes it.`);
  const notes = join(folder, 'notes.md');
  writeFileSync(notes, `${changesOf(readFileSync(join(paths.root, 'CHANGELOG.md'), 'utf8'), version)}\n`);
  const args = ['release', 'create', tag, '--draft', '--verify-tag', '--title', `Stile ${version}`];
  return runAndRelay(env['STILE_GH'] ?? 'gh', [...args, '--notes-file', notes, ...files], {
    cwd: paths.root,
    env: process.env,
  });
};

/** What the changelog says of a version, or of what is pending when it has no part for it yet. */
export function changesOf(changelog: string, version: string): string {
  const parts = changelog.split(/^## /m).slice(1);
  const part =
    parts.find((text) => text.startsWith(version)) ?? parts.find((text) => text.startsWith('Pending'));
  return (part ?? '').split('\n').slice(1).join('\n').trim();
}
