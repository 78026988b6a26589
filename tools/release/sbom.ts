import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Verb } from '../lib/verb.ts';
import { buildBillOfMaterials } from './bill-of-materials.ts';
import { releaseFolder } from './release-files.ts';

/** `npm run release:sbom [-- folder]`: what ships, as CycloneDX, beside the installers. */
export const releaseSbom: Verb = async (ctx) => {
  const folder = releaseFolder(ctx);
  const epoch = Number(ctx.env['SOURCE_DATE_EPOCH'] ?? NaN) * 1000;
  const bom = buildBillOfMaterials(ctx.paths.root, Number.isNaN(epoch) ? Date.now() : epoch);
  const name = `stile-${bom.metadata.component.version}.cdx.json`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), `${JSON.stringify(bom, null, 2)}\n`);
  ctx.say(`${join(folder, name)}: ${bom.components.length} components.`);
  return 0;
};
