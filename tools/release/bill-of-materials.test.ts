import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readJson } from '../lib/json.ts';
import { repositoryPaths } from '../lib/paths.ts';
import { buildBillOfMaterials } from './bill-of-materials.ts';

const { root } = repositoryPaths();
const made = Date.UTC(2026, 10, 27, 12);
const bom = buildBillOfMaterials(root, made);

/** What CycloneDX 1.6 requires of the parts that are written, with its patterns; nothing else may be there. */
const license = z.union([
  z.strictObject({
    license: z.union([z.strictObject({ id: z.string() }), z.strictObject({ name: z.string() })]),
  }),
  z.strictObject({ expression: z.string() }),
]);
const hexDigits = /^([a-fA-F0-9]{32}|[a-fA-F0-9]{40}|[a-fA-F0-9]{64}|[a-fA-F0-9]{96}|[a-fA-F0-9]{128})$/;
const component = z.strictObject({
  type: z.enum(['application', 'framework', 'library']),
  'bom-ref': z.string().min(1),
  name: z.string().min(1),
  version: z.string().regex(/^\d+\.\d+\.\d+/),
  licenses: z.array(license).min(1),
  purl: z.string().regex(/^pkg:npm\/(%40[a-z0-9._-]+\/)?[a-z0-9._-]+@[^@]+$/),
  hashes: z
    .array(
      z.strictObject({ alg: z.enum(['SHA-1', 'SHA-256', 'SHA-512']), content: z.string().regex(hexDigits) }),
    )
    .optional(),
});
const document = z.strictObject({
  $schema: z.literal('http://cyclonedx.org/schema/bom-1.6.schema.json'),
  bomFormat: z.literal('CycloneDX'),
  specVersion: z.literal('1.6'),
  serialNumber: z.string().regex(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/),
  version: z.int().min(1),
  metadata: z.strictObject({ timestamp: z.iso.datetime(), component }),
  components: z.array(component),
  dependencies: z.array(z.strictObject({ ref: z.string(), dependsOn: z.array(z.string()) })),
});

describe('the bill of materials', () => {
  it('is a document of CycloneDX 1.6', () => {
    const result = document.safeParse(JSON.parse(JSON.stringify(bom)));
    expect(result.error?.issues ?? []).toEqual([]);
    expect(bom.metadata.timestamp).toBe('2026-11-27T12:00:00.000Z');
  });

  it('names each part once, and refers only to what it names', () => {
    const refs = [bom.metadata.component, ...bom.components].map((one) => one['bom-ref']);
    expect(new Set(refs).size).toBe(refs.length);
    const used = bom.dependencies.flatMap(({ ref, dependsOn }) => [ref, ...dependsOn]);
    expect(used.filter((ref) => !refs.includes(ref))).toEqual([]);
  });

  it('holds Electron, the native module and what is bundled, each with its license and hash', () => {
    const names = bom.components.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['electron', 'better-sqlite3', 'zod', 'react', 'fastify']));
    expect(names).not.toContain('vitest');
    expect(bom.components.filter(({ hashes }) => hashes === undefined)).toEqual([]);
    const lock = readJson<{ packages: Record<string, { integrity: string }> }>(`${root}/package-lock.json`);
    const hex = Buffer.from(lock.packages['node_modules/zod']?.integrity.slice(7) ?? '', 'base64').toString(
      'hex',
    );
    expect(bom.components.find(({ name }) => name === 'zod')?.hashes).toEqual([
      { alg: 'SHA-512', content: hex },
    ]);
    const unknown = bom.components.filter(({ licenses }) => JSON.stringify(licenses).includes('not stated'));
    expect(unknown.map(({ name }) => name)).toEqual([]);
  });

  it('has a number that depends on what it holds alone', () => {
    expect(buildBillOfMaterials(root, made + 1000).serialNumber).toBe(bom.serialNumber);
  });
});
