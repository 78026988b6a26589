import type { MlflowRoute } from './mlflow-route.ts';

/** What stands at an address. */
export interface FoundRoute {
  /** undefined when the address has other methods only */
  route: MlflowRoute | undefined;
  /** the parts of the address that fill fields, decoded */
  params: Readonly<Record<string, string>>;
}

export interface RouteTable {
  /**
   * The route of a method and a path without its query; null when there is no such address.
   * @throws URIError for a part that is no valid percent-encoding
   */
  find(method: string, path: string): FoundRoute | null;
}

type Methods = Map<string, MlflowRoute>;

interface Pattern {
  /** `/`-separated; names of fields begin with a colon, a last `*` is anything below */
  segments: readonly string[];
  methods: Methods;
}

const noParams = {};

/**
 * MLflow's addresses without Fastify's own router, which makes functions and objects for every one: for some hundred
 * addresses that are 12 MB.
 * @param addressesOf the paths at which a route stands, base included
 */
export function createRouteTable(
  routes: readonly MlflowRoute[],
  addressesOf: (route: MlflowRoute) => readonly string[],
): RouteTable {
  const plain = new Map<string, Methods>();
  const patterns = new Map<string, Pattern>();
  for (const route of routes) {
    for (const address of addressesOf(route)) {
      methodsAt(address, plain, patterns).set(route.method, route);
    }
  }
  const all = [...patterns.values()];
  return {
    find: (asked, path) => {
      const method = asked === 'HEAD' ? 'GET' : asked;
      const methods = plain.get(path);
      if (methods !== undefined) return { route: methods.get(method), params: noParams };
      const segments = path.split('/');
      const pattern = all.find((each) => matches(each, segments));
      return pattern === undefined
        ? null
        : { route: pattern.methods.get(method), params: readParams(pattern, segments) };
    },
  };
}

function methodsAt(address: string, plain: Map<string, Methods>, patterns: Map<string, Pattern>): Methods {
  const methods = plain.get(address) ?? patterns.get(address)?.methods ?? new Map<string, MlflowRoute>();
  if (/\/[:*]/.test(address)) patterns.set(address, { segments: address.split('/'), methods });
  else plain.set(address, methods);
  return methods;
}

function matches(pattern: Pattern, segments: readonly string[]): boolean {
  const { length } = pattern.segments;
  const isOpen = pattern.segments[length - 1] === '*';
  if (isOpen ? segments.length < length : segments.length !== length) return false;
  return pattern.segments.every((wanted, index) => {
    if (wanted.startsWith(':')) return segments[index] !== '';
    return wanted === '*' || segments[index] === wanted;
  });
}

function readParams(pattern: Pattern, segments: readonly string[]): Record<string, string> {
  const params: Record<string, string> = {};
  for (const [index, wanted] of pattern.segments.entries()) {
    if (wanted.startsWith(':')) params[wanted.slice(1)] = decodeURIComponent(segments[index] ?? '');
  }
  return params;
}
