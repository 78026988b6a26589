import { isStileError } from '#core/kernel/errors.ts';
import type { Refusal } from '#core/kernel/loopback-rules.ts';
import { PythonLoadError } from './python/python-link.ts';
import { endpointRoute, type FromScorer, type RouteKey, type ToScorer } from './scorer-messages.ts';
import { refusal, ScoringRefusal } from './scoring-refusal.ts';
import type { ModelTarget, ServableModel } from './servable-model.ts';
import { toServingProblem } from './serving-problem.ts';

export interface ScorerRoutesOptions {
  send(message: FromScorer): void;
  load(target: ModelTarget): Promise<ServableModel>;
  /** How long a request waits for a model that is being made ready, in ms; ten seconds when left out. */
  waitMs?: number;
}

/** Which model each route means now. The engine decides; this loads, warms up and swaps. */
export interface ScorerRoutes {
  /** The model of a route; a promise when it has to be asked for or loaded first. @throws ScoringRefusal */
  find(key: RouteKey): ServableModel | Promise<ServableModel>;
  /** The model of a route, null when it has none or is not open. */
  peek(key: RouteKey): ServableModel | null;
  receive(message: Extract<ToScorer, { key: RouteKey }>): void;
  /** Models that some route means. */
  models(): ModelTarget[];
}

interface Route {
  model: ServableModel | null;
  refusal: ScoringRefusal | null;
  ticket: number;
  usedAt: number;
  opening: PromiseWithResolvers<ServableModel> | null;
}

/** Routes that are open at once; the one that was asked least recently makes room. */
const maxRoutes = 32;
/** Models that stay in memory, so that a roll back costs nothing. */
const maxModels = 8;

interface RoutesState extends ScorerRoutesOptions {
  routes: Map<RouteKey, Route>;
  uses: number;
}

export function createScorerRoutes(options: ScorerRoutesOptions): ScorerRoutes {
  const state: RoutesState = { ...options, routes: new Map(), uses: 0, load: rememberModels(options.load) };
  const { routes } = state;
  return {
    find(key) {
      const route = routes.get(key) ?? openRoute(state, key);
      route.usedAt = ++state.uses;
      if (route.model !== null) return route.model;
      if (route.refusal !== null) throw route.refusal;
      return patiently(state, key, route.opening?.promise ?? askForRoute(state, key, route));
    },
    peek: (key) => routes.get(key)?.model ?? null,
    receive(message) {
      // The engine no longer follows a route that was closed here: what it still says of it is out of date.
      const { key, ticket } = message;
      const route = routes.get(key) ?? (key === endpointRoute ? openRoute(state, key) : null);
      if (route === null || ticket < route.ticket) return;
      route.ticket = ticket;
      if (message.type === 'route') void serve(state, key, route, message.target);
      else refuse(state, key, route, message);
    },
    models: () => {
      const served = [...routes.values()].flatMap(({ model }) => (model === null ? [] : [model]));
      return [...new Map(served.map((model) => [model.uri, model])).values()];
    },
  };
}

function openRoute({ routes, send, uses }: RoutesState, key: RouteKey): Route {
  if (routes.size >= maxRoutes) closeLeastUsed(routes, send);
  const route: Route = { model: null, refusal: null, ticket: 0, usedAt: uses, opening: null };
  routes.set(key, route);
  return route;
}

function askForRoute({ send }: RoutesState, key: RouteKey, route: Route): Promise<ServableModel> {
  route.opening = Promise.withResolvers<ServableModel>();
  // Each request that waits sees the refusal itself; with nobody left it is nobody's.
  route.opening.promise.catch(() => undefined);
  // The endpoint is told without being asked for.
  if (key !== endpointRoute) send({ type: 'open', key });
  return route.opening.promise;
}

/** A model of text is ready in milliseconds; what has to be installed first takes minutes, and nobody hangs so long. */
const usualWaitMs = 10_000;

function patiently(
  { waitMs = usualWaitMs }: RoutesState,
  key: RouteKey,
  opening: Promise<ServableModel>,
): Promise<ServableModel> {
  const { promise, resolve, reject } = Promise.withResolvers<ServableModel>();
  const timer = setTimeout(() => {
    const what = key === endpointRoute ? 'The champion' : `"${key}"`;
    const message = `${what} is being made ready; a model that runs in Python may have to install its packages first, and \`stile endpoint status\` tells how far it is. Send this one again in a while.`;
    reject(refusal(503, 'TEMPORARILY_UNAVAILABLE', message));
  }, waitMs);
  opening.then(resolve, reject).finally(() => {
    clearTimeout(timer);
  });
  return promise;
}

/** Loads the model and swaps it in; requests meanwhile, and those under way, have the one before. */
async function serve(state: RoutesState, key: RouteKey, route: Route, target: ModelTarget): Promise<void> {
  const { ticket } = route;
  // What was refused is on its way by now: who asks meanwhile waits for it.
  route.refusal = null;
  try {
    const model = await state.load(target);
    if (route.ticket !== ticket) return;
    route.model = model;
    route.refusal = null;
    route.opening?.resolve(model);
    route.opening = null;
    state.send({ type: 'serving', key, ticket });
  } catch (error) {
    if (route.ticket !== ticket) return;
    const code = isStileError(error) || error instanceof PythonLoadError ? error.code : 'INTERNAL';
    const problem = error instanceof PythonLoadError ? error.problem : toServingProblem(error);
    state.send({ type: 'loadFailed', key, ticket, code, problem });
  }
}

function refuse(
  { routes }: RoutesState,
  key: RouteKey,
  route: Route,
  { refusal, keeps }: { refusal: Refusal; keeps: boolean },
): void {
  if (keeps && route.model !== null) return;
  const error = new ScoringRefusal(refusal);
  route.model = null;
  route.refusal = error;
  route.opening?.reject(error);
  route.opening = null;
  // The endpoint stays, so that asking it in vain costs the engine nothing; other names are asked for anew.
  if (key !== endpointRoute) routes.delete(key);
}

/** Never the endpoint, and never one that requests wait for. */
function closeLeastUsed(routes: Map<RouteKey, Route>, send: (message: FromScorer) => void): void {
  let [oldest, usedAt] = ['', Infinity];
  for (const [key, route] of routes) {
    if (key === endpointRoute || route.opening !== null || route.usedAt >= usedAt) continue;
    [oldest, usedAt] = [key, route.usedAt];
  }
  if (oldest === '') return;
  routes.delete(oldest);
  send({ type: 'closed', key: oldest });
}

/** Keeps models in memory by their folder, and loads each once however many routes ask for it at once. */
function rememberModels(load: ScorerRoutesOptions['load']): ScorerRoutesOptions['load'] {
  const models = new Map<string, Promise<ServableModel>>();
  return (target) => {
    const key = `${target.uri} ${target.folder}`;
    const known = models.get(key);
    const loading = known ?? load(target);
    models.delete(key);
    models.set(key, loading);
    if (known === undefined) {
      loading.catch(() => models.delete(key));
      const [oldest] = models.keys();
      if (models.size > maxModels && oldest !== undefined) models.delete(oldest);
    }
    return loading;
  };
}
