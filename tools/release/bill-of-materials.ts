import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { readJson } from '../lib/json.ts';
import { collectNotices } from '../notices/collect.ts';

/** One license as CycloneDX takes it: an identifier of SPDX's list, an expression of them, or words. */
export type BomLicense = { license: { id: string } | { name: string } } | { expression: string };

export interface BomComponent {
  type: 'application' | 'framework' | 'library';
  'bom-ref': string;
  name: string;
  version: string;
  licenses: BomLicense[];
  purl: string;
  hashes?: { alg: string; content: string }[];
}

/** The parts of CycloneDX 1.6 that are written. */
export interface BillOfMaterials {
  $schema: string;
  bomFormat: 'CycloneDX';
  specVersion: '1.6';
  serialNumber: string;
  version: number;
  metadata: { timestamp: string; component: BomComponent };
  components: BomComponent[];
  dependencies: { ref: string; dependsOn: string[] }[];
}

interface Lock {
  packages: Record<string, { version?: string; integrity?: string }>;
}

interface Manifest {
  name: string;
  version: string;
  license: string;
}

/**
 * What an installed app is made of: the packages that are bundled into it, the native one, and Electron. Hashes are
 * those of the packages as the lock file pins them.
 *
 * @param made when, in milliseconds since 1970
 */
export function buildBillOfMaterials(root: string, made: number): BillOfMaterials {
  const stile = readJson<Manifest>(join(root, 'package.json'));
  const electron = readJson<Manifest>(join(root, 'node_modules', 'electron', 'package.json'));
  const integrities = readIntegrities(root);
  const toComponent = (type: BomComponent['type'], { name, version, license }: Manifest): BomComponent => {
    const purl = toPurl(name, version);
    const hashes = toHashes(integrities.get(`${name}@${version}`));
    const component = { type, 'bom-ref': purl, name, version, licenses: [toLicense(license)], purl };
    return hashes.length > 0 ? { ...component, hashes } : component;
  };
  const app = toComponent('application', stile);
  const components = uniqueByRef([
    toComponent('framework', electron),
    ...collectNotices(root).map((notice) => toComponent('library', notice)),
  ]);
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: toSerialNumber([app, ...components]),
    version: 1,
    metadata: { timestamp: new Date(made).toISOString(), component: app },
    components,
    dependencies: [{ ref: app['bom-ref'], dependsOn: components.map((component) => component['bom-ref']) }],
  };
}

/** `name@version` -> integrity, of every place in node_modules that the lock file knows. */
function readIntegrities(root: string): Map<string, string> {
  const { packages } = readJson<Lock>(join(root, 'package-lock.json'));
  const found = Object.entries(packages).flatMap(([place, { version, integrity }]) => {
    const name = place.split('node_modules/').at(-1) ?? '';
    return version && integrity ? [[`${name}@${version}`, integrity] as const] : [];
  });
  return new Map(found);
}

/** npm writes `sha512-<base64>`, CycloneDX wants hexadecimal digits. */
function toHashes(integrity: string | undefined): { alg: string; content: string }[] {
  const known: Record<string, string> = { sha512: 'SHA-512', sha256: 'SHA-256', sha1: 'SHA-1' };
  return (integrity ?? '')
    .split(' ')
    .map((one) => /^(\w+)-(.+)$/.exec(one))
    .flatMap((match) => {
      const alg = known[match?.[1] ?? ''];
      return alg ? [{ alg, content: Buffer.from(match?.[2] ?? '', 'base64').toString('hex') }] : [];
    });
}

function toLicense(license: string): BomLicense {
  if (/ (OR|AND|WITH) /.test(license)) return { expression: license.replace(/^\((.*)\)$/, '$1') };
  return /^[A-Za-z0-9.+-]+$/.test(license) ? { license: { id: license } } : { license: { name: license } };
}

/** A package URL; a scope's @ is written with its code. */
function toPurl(name: string, version: string): string {
  return `pkg:npm/${name.replace(/^@/, '%40')}@${version}`;
}

function uniqueByRef(components: BomComponent[]): BomComponent[] {
  return [...new Map(components.map((component) => [component['bom-ref'], component])).values()];
}

/** The same parts have the same number: bits of a hash, with those of a UUID's version 8 set. */
function toSerialNumber(components: BomComponent[]): string {
  const hash = createHash('sha256').update(JSON.stringify(components)).digest();
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x80, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = hash.toString('hex', 0, 16);
  return `urn:uuid:${hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')}`;
}
