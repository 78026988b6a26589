import { isStileError } from '#core/kernel/errors.ts';
import type { Refusal } from '#core/kernel/loopback-rules.ts';
import type { EngineContext } from '#core/store/context.ts';
import { findEndpointTarget, findNamedTarget } from './endpoint.ts';
import { endpointRoute, type RouteKey, type ToScorer } from './scorer-messages.ts';
import type { ScoringCode } from './scoring-refusal.ts';
import type { ModelTarget } from './servable-model.ts';
import { toServingProblem, type ServingProblem } from './serving-problem.ts';

/** What the endpoint answers with now. */
export interface EndpointState {
  model: { name: string; version: number; since: number } | null;
  /** A model is being made ready, and none answers meanwhile. */
  isLoading: boolean;
  /** Why it does not answer with what it should; null when it does. */
  problem: ServingProblem | null;
}

/** Tells the scorer which model each of its open routes means, whenever that changes. */
export interface RouteFollower {
  /** The scorer was started anew and knows nothing yet. */
  restart(): void;
  open(key: RouteKey): void;
  close(key: RouteKey): void;
  /** A model, an alias or the choice changed. */
  refresh(): void;
  /** The scorer answers a route with what it was told. */
  served(key: RouteKey, ticket: number): void;
  /** The scorer could not load what it was told. */
  failed(key: RouteKey, ticket: number, code: string, problem: ServingProblem): void;
  endpoint(): EndpointState;
}

export interface RouteFollowerOptions {
  ctx: EngineContext;
  post(message: ToScorer): void;
  /** The endpoint's state changed. */
  onChange(): void;
}

interface Route {
  ticket: number;
  /** What the scorer was told last; null after a refusal. */
  told: ModelTarget | null;
  /** The message of the last refusal. */
  refusal: string | null;
  answering: { target: ModelTarget; since: number } | null;
  problem: ServingProblem | null;
}

interface FollowerState extends RouteFollowerOptions {
  routes: Map<RouteKey, Route>;
  tickets: number;
}

export function createRouteFollower(options: RouteFollowerOptions): RouteFollower {
  const state: FollowerState = { ...options, routes: new Map(), tickets: 0 };
  const { routes } = state;
  return {
    restart() {
      routes.clear();
      openRoute(state, endpointRoute);
    },
    open: (key) => {
      openRoute(state, key);
    },
    close: (key) => void routes.delete(key),
    refresh() {
      for (const [key, route] of [...routes]) settle(state, key, route);
    },
    served(key, ticket) {
      const route = routes.get(key);
      if (route?.ticket !== ticket || route.told === null) return;
      Object.assign(route, {
        answering: { target: route.told, since: options.ctx.clock.now() },
        problem: null,
      });
      if (key === endpointRoute) options.onChange();
    },
    failed(key, ticket, code, problem) {
      const route = routes.get(key);
      if (route?.ticket === ticket) refuse(state, key, route, code, problem);
    },
    endpoint: () => describeEndpoint(routes.get(endpointRoute)),
  };
}

function openRoute(state: FollowerState, key: RouteKey): void {
  const route: Route = { ticket: 0, told: null, refusal: null, answering: null, problem: null };
  state.routes.set(key, route);
  settle(state, key, route);
}

/** Finds out what a route means now and tells the scorer, when that is news. */
function settle(state: FollowerState, key: RouteKey, route: Route): void {
  const { ctx } = state;
  try {
    const target = key === endpointRoute ? findEndpointTarget(ctx) : findNamedTarget(ctx, key);
    if (isSame(route.told, target)) return;
    Object.assign(route, { told: target, refusal: null, ticket: ++state.tickets });
    state.post({ type: 'route', key, ticket: route.ticket, target });
  } catch (error) {
    const code = isStileError(error) ? error.code : 'INTERNAL';
    if (code === 'INTERNAL') ctx.logger.error({ err: error }, 'a model could not be found for its route');
    refuse(state, key, route, code, toServingProblem(error));
  }
}

/** A model that answers goes on doing so when the next one cannot be loaded, but not when its name is gone. */
function refuse(
  state: FollowerState,
  key: RouteKey,
  route: Route,
  code: string,
  problem: ServingProblem,
): void {
  const message = problem.text;
  const isGone = code === 'NOT_FOUND' || code === 'INVALID_ARGUMENT';
  const isNews = route.refusal !== message || route.told !== null;
  Object.assign(route, { told: null, refusal: message, problem: isGone ? null : problem });
  if (isGone) route.answering = null;
  if (key !== endpointRoute && route.answering === null) state.routes.delete(key);
  if (!isNews) return;
  route.ticket = ++state.tickets;
  const refusal = toRefusal(code, message);
  state.post({ type: 'noRoute', key, ticket: route.ticket, refusal, keeps: !isGone });
  if (key === endpointRoute) state.onChange();
}

function describeEndpoint(route: Route | undefined): EndpointState {
  if (route === undefined) return { model: null, isLoading: false, problem: null };
  const { answering, told, problem } = route;
  if (answering === null) return { model: null, isLoading: told !== null, problem };
  const { name, version } = answering.target;
  return { model: { name, version, since: answering.since }, isLoading: false, problem };
}

function isSame(told: ModelTarget | null, target: ModelTarget): boolean {
  return told !== null && told.uri === target.uri && told.folder === target.folder;
}

const scoringCodes: Readonly<Record<string, { status: number; code: ScoringCode }>> = {
  NOT_FOUND: { status: 404, code: 'RESOURCE_DOES_NOT_EXIST' },
  INVALID_ARGUMENT: { status: 400, code: 'INVALID_PARAMETER_VALUE' },
  MODEL_NOT_RUNNABLE: { status: 501, code: 'NOT_IMPLEMENTED' },
  PYTHON_NOT_FOUND: { status: 501, code: 'NOT_IMPLEMENTED' },
  PYTHON_ENVIRONMENT_FAILED: { status: 503, code: 'TEMPORARILY_UNAVAILABLE' },
  MODEL_FAILED: { status: 503, code: 'TEMPORARILY_UNAVAILABLE' },
  MODEL_DAMAGED: { status: 503, code: 'TEMPORARILY_UNAVAILABLE' },
};

function toRefusal(code: string, message: string): Refusal {
  return { ...(scoringCodes[code] ?? { status: 500, code: 'INTERNAL_ERROR' }), message };
}
