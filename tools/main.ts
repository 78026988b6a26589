// Every verb of the launcher, each loaded only when asked for: a second `npm start` must not wait for the
// test tools to load.
import process from 'node:process';
import { repositoryPaths } from './lib/paths.ts';
import type { Verb } from './lib/verb.ts';

const verbs: Record<string, () => Promise<Verb>> = {
  start: async () => (await import('./start/start.ts')).start,
  build: async () => (await import('./build/build.ts')).build,
  check: async () => (await import('./check/check.ts')).check,
  test: async () => (await import('./test/test.ts')).test,
  'test:pack': async () => (await import('./test/pack.ts')).testPack,
  package: async () => (await import('./package/package.ts')).packageApp,
  smoke: async () => (await import('./smoke/smoke.ts')).smoke,
  scan: async () => (await import('./scan/scan.ts')).scan,
  'release:draft': async () => (await import('./release/draft.ts')).releaseDraft,
  'release:key': async () => (await import('./release/key.ts')).releaseKey,
  'release:sign': async () => (await import('./release/sign.ts')).releaseSign,
  'release:sums': async () => (await import('./release/sums.ts')).releaseSums,
  'release:sbom': async () => (await import('./release/sbom.ts')).releaseSbom,
  e2e: async () => (await import('./test/test.ts')).e2e,
  'e2e:electron': async () => (await import('./test/e2e-electron.ts')).e2eElectron,
  screenshots: async () => (await import('./test/screenshots.ts')).screenshots,
  conformance: async () => (await import('./conformance/conformance.ts')).conformance,
  'conformance:newest': async () => (await import('./conformance/conformance.ts')).conformanceNewest,
  bench: async () => (await import('./bench/bench.ts')).runBench,
  'bench:mlflow': async () => (await import('./bench-mlflow/bench-mlflow.ts')).benchMlflow,
  soak: async () => (await import('./bench/soak.ts')).runSoak,
  stile: async () => (await import('./stile/stile.ts')).stile,
  demo: async () => (await import('./demo/demo.ts')).demo,
  format: async () => (await import('./check/format.ts')).format,
  'log-runs': async () => (await import('./demo/log-runs.ts')).logRuns,
  gallery: async () => (await import('./gallery/gallery.ts')).gallery,
};

process.exitCode = await main(process.argv.slice(2));

async function main([name, ...args]: string[]): Promise<number> {
  const load = name === undefined ? undefined : verbs[name];
  if (!load) {
    say(`Unknown command ${JSON.stringify(name ?? '')}. Known: ${Object.keys(verbs).join(', ')}.`);
    return 2;
  }
  try {
    const verb = await load();
    return await verb({ args, env: process.env, paths: repositoryPaths(), say });
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return 1;
  }
}

function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}
