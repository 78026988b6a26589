import { readFileSync, statSync, type Stats } from 'node:fs';
import { basename } from 'node:path';
import * as z from 'zod';
import type { CheckedUpdate } from '#contract/desktop-tools.ts';
import type { ErrorData } from '#contract/errors.ts';
import { showValue, StileError } from '#core/kernel/errors.ts';
import { parseJson } from '#core/kernel/json.ts';
import {
  digestFile,
  isSignatureRight,
  signatureSuffix,
  signedUpdate,
  updateKey,
  type SignedUpdate,
  type UpdateKey,
} from './update-manifest.ts';

export interface UpdateQuestion {
  /** absolute: the installer; its signature lies beside it */
  file: string;
  /** whose updates are trusted */
  keys: readonly UpdateKey[];
  /** of this machine, as Node names them */
  platform: string;
  arch: string;
  /** the version that runs */
  version: string;
  /** The same version, or an older one, is taken too. */
  allowOlder: boolean;
}

/** Far more than a signature file has. */
const longestSignatureFile = 10_000;

/**
 * Whether a file is an installer of a newer Stile that someone trusted has made for this machine. What is checked is the
 * file as it lies there: check again right before it is started.
 * @throws UPDATE_REFUSED
 */
export async function checkUpdate(question: UpdateQuestion): Promise<CheckedUpdate> {
  const { file, version } = question;
  const size = sizeOf(question);
  const update = readSignature(question);
  checkKey(question, update);
  checkFit(question, update);
  if (size !== update.bytes) throw refuse(file, 'other_size', String(size), String(update.bytes));
  const { bytes, sha256 } = await digestFile(file);
  if (sha256 !== update.sha256) throw refuse(file, 'other_content', sha256, update.sha256);
  const { platform, arch, keyId } = update;
  return { file, version: update.version, current: version, platform, arch, bytes, keyId };
}

/** The keys that this build trusts; none where the list cannot be read, which then trusts nobody. */
export function readUpdateKeys(file: string): UpdateKey[] {
  try {
    return z.array(updateKey).parse(parseJson(readFileSync(file, 'utf8')));
  } catch {
    return [];
  }
}

function sizeOf({ file }: UpdateQuestion): number {
  const found = statOf(file);
  if (found?.isFile() !== true) throw refuse(file, 'no_file', found === null ? '' : 'a folder', 'a file');
  return found.size;
}

function statOf(file: string): Stats | null {
  try {
    return statSync(file);
  } catch {
    return null;
  }
}

function readSignature({ file }: UpdateQuestion): SignedUpdate {
  const beside = `${file}${signatureSuffix}`;
  const found = statOf(beside);
  if (found?.isFile() !== true) throw refuse(file, 'no_signature_file', '', basename(beside));
  if (found.size > longestSignatureFile) {
    throw refuse(file, 'malformed', `${found.size} bytes`, `at most ${longestSignatureFile} bytes`);
  }
  const json = parseJson(readFileSync(beside, 'utf8'));
  if (json === undefined) throw refuse(file, 'malformed', 'no JSON', basename(beside));
  const parsed = signedUpdate.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw refuse(
    file,
    'malformed',
    `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`,
    basename(beside),
  );
}

function checkKey({ file, keys }: UpdateQuestion, update: SignedUpdate): void {
  const trusted = keys.map(({ id }) => id).join(', ');
  if (keys.length === 0) throw refuse(file, 'no_trusted_keys', update.keyId, '');
  const key = keys.find(({ id }) => id === update.keyId);
  if (key === undefined) throw refuse(file, 'unknown_key', update.keyId, trusted);
  if (!isSignatureRight(update, key)) throw refuse(file, 'bad_signature', update.keyId, '');
}

/** Whether what the signature speaks of is this file, for this machine, and newer. */
function checkFit({ file, platform, arch, version, allowOlder }: UpdateQuestion, update: SignedUpdate): void {
  const name = basename(file);
  if (name !== update.file) throw refuse(file, 'other_name', name, update.file);
  if (platform !== update.platform) throw refuse(file, 'other_platform', update.platform, platform);
  const fits = arch === update.arch || (platform === 'darwin' && update.arch === 'universal');
  if (!fits) throw refuse(file, 'other_arch', update.arch, arch);
  if (!allowOlder && compareVersions(update.version, version) <= 0) {
    throw refuse(file, 'not_newer', update.version, version);
  }
}

/** Below 0 when `one` comes before `other`, by the rules of semantic versions. */
export function compareVersions(one: string, other: string): number {
  const [a, b] = [split(one), split(other)];
  for (const [i, number] of a.numbers.entries()) {
    const difference = number - (b.numbers[i] ?? 0);
    if (difference !== 0) return difference;
  }
  if (a.before === b.before) return 0;
  // A version without a suffix comes after all that have one.
  if (a.before === '' || b.before === '') return a.before === '' ? 1 : -1;
  return compareSuffixes(a.before.split('.'), b.before.split('.'));
}

function split(version: string): { numbers: number[]; before: string } {
  const [core = '', ...rest] = version.split('+')[0]?.split('-') ?? [];
  return { numbers: core.split('.').map(Number), before: rest.join('-') };
}

function compareSuffixes(a: readonly string[], b: readonly string[]): number {
  for (const [i, word] of a.entries()) {
    const other = b[i];
    if (other === undefined) return 1;
    if (word === other) continue;
    const numbers = [/^\d+$/.test(word), /^\d+$/.test(other)];
    if (numbers[0] && numbers[1]) return Number(word) - Number(other);
    if (numbers[0] !== numbers[1]) return numbers[0] ? -1 : 1;
    return word < other ? -1 : 1;
  }
  return a.length - b.length;
}

type Problem = ErrorData<'UPDATE_REFUSED'>['problem'];

function refuse(file: string, problem: Problem, found: string, wanted: string): StileError {
  const data = { file, problem, found: showValue(found), wanted: showValue(wanted) };
  return new StileError('UPDATE_REFUSED', sentences[problem](file, data.found, data.wanted), data);
}

const again = 'Download the installer and its signature again, from where Stile came from.';

const sentences: Record<Problem, (file: string, found: string, wanted: string) => string> = {
  no_file: (file) => `There is no file ${file}. Name the installer that was downloaded.`,
  no_signature_file: (file, _, wanted) =>
    `${file} has no signature: there is no ${wanted} beside it. Download that file too, and put it there.`,
  malformed: (file, found) => `The signature file of ${file} cannot be read (${found}). ${again}`,
  no_trusted_keys: (file) =>
    `This build of Stile trusts no key (resources/update-keys.json is empty), so it cannot check ${file}. Install it by hand if you trust where it comes from.`,
  unknown_key: (file, found, wanted) =>
    `${file} is signed with the key "${found}", and this Stile trusts only: ${wanted}. ${again}`,
  bad_signature: (file, found) =>
    `The signature of ${file} by the key "${found}" is not right: it was changed after it was signed. Do not use it. ${again}`,
  other_name: (file, found, wanted) =>
    `The signature beside ${file} is that of ${wanted}, and this file is called ${found}. Give the file its name back.`,
  other_size: (file, found, wanted) => `${file} has ${found} bytes instead of ${wanted}. ${again}`,
  other_content: (file, found, wanted) =>
    `The content of ${file} is not what was signed (SHA-256 ${found} instead of ${wanted}). Do not use it. ${again}`,
  other_platform: (file, found, wanted) =>
    `${file} is for ${found}, and this machine runs ${wanted}. Download the installer for ${wanted}.`,
  other_arch: (file, found, wanted) =>
    `${file} is for ${found} processors, and this machine has ${wanted}. Download the installer for ${wanted}.`,
  not_newer: (file, found, wanted) =>
    `${file} is version ${found}, and ${wanted} is running: it is not newer. To check it all the same: stile app check-update --allow-older`,
};
