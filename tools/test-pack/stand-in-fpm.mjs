#!/usr/bin/env node
// Stands in for fpm, which makes deb and rpm packages and is not on every machine: CUSTOM_FPM_PATH names this file.
// Writes down what it was asked for, and lays the files out as the package would, below STILE_STAND_IN_FPM/<kind>.
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';

const args = process.argv.slice(2);
/** @param {string} name */
const valueOf = (name) => args[args.indexOf(name) + 1] ?? '';
const folder = join(process.env['STILE_STAND_IN_FPM'] ?? '', valueOf('-t'));
const root = join(folder, 'root');

mkdirSync(folder, { recursive: true });
for (const arg of args.filter((one) => /^[^-].*=\//.test(one))) {
  const at = arg.lastIndexOf('=');
  const [from, to] = [arg.slice(0, at), join(root, arg.slice(at + 1))];
  mkdirSync(dirname(to), { recursive: true });
  // The app itself is large and looked at elsewhere.
  if (from.endsWith('/')) symlinkSync(from.slice(0, -1), to);
  else cpSync(from, to, { preserveTimestamps: true });
}
for (const script of ['--after-install', '--after-remove'])
  cpSync(valueOf(script), join(folder, script.slice(2)));
writeFileSync(join(folder, 'args.json'), JSON.stringify(args));
writeFileSync(valueOf('--package'), 'a package');
