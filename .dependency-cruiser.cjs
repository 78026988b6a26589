// Who may import whom (ARCHITECTURE.md draws it). tools/check/boundaries.ts runs this and also checks that
// the modules were seen at all: dependency-cruiser passes silently when it cannot parse them.

/** Features of core in the order in which they may build on each other: a later one may import an earlier one. */
const features = [
  'tasks',
  'search',
  'activity',
  'lineage',
  'datasets',
  'tracking',
  'tracing',
  'models',
  'registry',
  'comparison',
  'python',
  'pipelines',
  'features',
  'monitoring',
  'promotion',
  'serving',
  'notebooks',
  'workshop',
  'transfer',
  'finding',
];
const anyFeature = `(${features.join('|')})`;

/** What never ships may look into everything. */
const notShipped = String.raw`(\.(test|bench|soak)\.tsx?$|/testing(/|\.ts$)|^e2e/|^tools/)`;

const engineFiles = String.raw`^core/engine(-bundle)?(\.ts$|/)`;

/** A layer of core and the parts of core it may import besides itself. */
function layer(name, folder, allowed) {
  const inside = [folder, ...allowed].map((part) => `^core/${part}/`);
  return {
    name: `${name}-stands-on`,
    comment: `core/${folder} may import ${allowed.length > 0 ? allowed.join(', ') : 'no other part of core'}.`,
    severity: 'error',
    from: { path: `^core/${folder}/`, pathNot: notShipped },
    to: { path: '^(core|electron|renderer|e2e|tools)/', pathNot: inside },
  };
}

/** No feature imports one that comes after it. */
const featureOrder = features.slice(0, -1).map((feature, i) => ({
  name: 'feature-order',
  comment: `core/${feature} comes before what it imports here: let the later feature import the earlier one.`,
  severity: 'error',
  from: { path: `^core/${feature}/`, pathNot: notShipped },
  to: { path: `^core/(${features.slice(i + 1).join('|')})/` },
}));

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Modules that import each other are one module: move what both need into a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'Nothing imports this and it imports nothing: delete it.',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: [String.raw`\.d\.ts$`, String.raw`\.config\.(c?js|ts)$`, '^renderer/public/'],
      },
      to: {},
    },
    {
      name: 'not-resolvable',
      comment: 'This import leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    layer('contract', 'contract', []),
    layer('kernel', 'kernel', ['contract']),
    // Runs in the engine and in the page: neither Node nor the DOM.
    layer('pipeline-text', 'pipeline-text', ['contract']),
    layer('store', 'store', ['contract', 'kernel']),
    layer('processes', 'processes', ['contract', 'kernel']),
    // The shell imports it too, and must not get an engine with it.
    layer('desktop', 'desktop', ['contract', 'kernel', 'processes']),
    layer('features', anyFeature, ['contract', 'kernel', 'pipeline-text', 'store', 'processes', anyFeature]),
    layer('rpc', 'rpc', ['contract', 'kernel', 'store', 'processes', anyFeature]),
    layer('http', 'http', ['contract', 'kernel', 'store', 'processes', anyFeature, 'rpc']),
    ...featureOrder,
    {
      name: 'feature-through-index',
      comment: 'Of another feature, import its index.ts: the rest is its own business.',
      severity: 'error',
      from: { path: `^core/${anyFeature}/`, pathNot: notShipped },
      to: { path: String.raw`^core/${anyFeature}/(?!index\.ts$)`, pathNot: '^core/$1/' },
    },
    {
      name: 'feature-through-index',
      comment: 'From outside of the features, import their index.ts: the rest is their own business.',
      severity: 'error',
      from: { path: '^core/', pathNot: [`^core/${anyFeature}/`, notShipped] },
      to: { path: String.raw`^core/${anyFeature}/(?!index\.ts$)` },
    },
    {
      name: 'engine-below-host',
      comment: 'Hosts start the engine; the engine knows none of them.',
      severity: 'error',
      from: { path: engineFiles, pathNot: notShipped },
      to: { path: '^(core/host|electron|renderer|e2e|tools)/' },
    },
    {
      name: 'host-below-shell',
      comment: 'A host of the engine runs without Electron and without the page.',
      severity: 'error',
      from: { path: '^core/host/', pathNot: notShipped },
      to: { path: '^(electron|renderer|e2e|tools)/' },
    },
    {
      name: 'testing-does-not-ship',
      comment: 'Only tests, benches and soaks import testing/ folders and test files.',
      severity: 'error',
      from: { path: '^(core|electron|renderer)/', pathNot: [notShipped, '^renderer/testing/'] },
      to: { path: String.raw`^(core|electron|renderer)/.*testing(/|\.ts$)|\.(test|bench|soak)\.tsx?$` },
    },
    {
      name: 'shell-knows-types',
      comment:
        'The shell starts the engine as a process: of core it imports types, contract, the one CSP, what the desktop needs without an engine (core/desktop), and the log file that turns over.',
      severity: 'error',
      from: { path: '^electron/', pathNot: notShipped },
      to: {
        path: '^core/',
        pathNot: [
          '^core/contract/',
          '^core/desktop/',
          String.raw`^core/http/(content-security-policy|app-url|static-handler)\.ts$`,
          String.raw`^core/kernel/rotating-file\.ts$`,
        ],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'shell-and-page-apart',
      comment: 'The shell and the page meet in the contract and the preload alone.',
      severity: 'error',
      from: { path: '^electron/', pathNot: notShipped },
      to: { path: '^(renderer|e2e|tools)/' },
    },
    {
      name: 'page-knows-contract',
      comment:
        'The page reaches the engine by RPC: it imports the contract’s types and the model of pipeline files, nothing else of ours.',
      severity: 'error',
      from: { path: '^renderer/', pathNot: notShipped },
      to: { path: String.raw`^(core/(?!contract/|pipeline-text/index\.ts$)|electron/|e2e/|tools/)` },
    },
    {
      name: 'page-feature-through-index',
      comment: 'Of another feature of the page, import its index.ts.',
      severity: 'error',
      from: { path: '^renderer/features/([^/]+)/', pathNot: notShipped },
      to: { path: String.raw`^renderer/features/[^/]+/(?!index\.tsx?$)`, pathNot: '^renderer/features/$1/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|\\.cache|test-results)/' },
    // Types count: a boundary that only types cross is still a boundary that somebody must read across.
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
