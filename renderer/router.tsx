import { createRootRoute, createRoute, createRouter, redirect } from '@tanstack/react-router';
import { ExperimentsPage } from './features/experiments/index.ts';
import { RunsPage } from './features/runs/index.ts';
import { Frame } from './frame/frame.tsx';
import { NotFoundPage } from './frame/not-found-page.tsx';
import type { ExperimentsSearch, FrameSearch, RunsSearch } from './search-params.ts';

const rootRoute = createRootRoute({
  component: Frame,
  notFoundComponent: NotFoundPage,
  validateSearch: (search: Record<string, unknown>): FrameSearch =>
    clean({ sheet: oneOf(search['sheet'], ['export', 'shortcuts']) }),
});

const indexRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: () => {
    redirect({ to: '/experiments', replace: true, throw: true });
  },
});

const experimentsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/experiments',
  component: ExperimentsPage,
  validateSearch: (search: Record<string, unknown>): ExperimentsSearch =>
    clean({
      filter: text(search['filter']),
      order: text(search['order']),
      view: oneOf(search['view'], ['deleted']),
      show: text(search['show']),
    }),
});

const runsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/experiments/$experimentId',
  component: RunsPage,
  validateSearch: (search: Record<string, unknown>): RunsSearch =>
    clean({
      filter: text(search['filter']),
      order: text(search['order']),
      view: oneOf(search['view'], ['deleted']),
      run: text(search['run']),
      tab: oneOf(search['tab'], ['artifacts', 'activity']),
      panel: oneOf(search['panel'], ['new', 'experiment']),
      columns: text(search['columns']),
    }),
});

export function createAppRouter() {
  return createRouter({
    routeTree: rootRoute.addChildren([indexRoute, experimentsRoute, runsRoute]),
    defaultPreload: false,
    scrollRestoration: false,
  });
}
export type AppRouter = ReturnType<typeof createAppRouter>;

declare module '@tanstack/react-router' {
  interface Register {
    router: AppRouter;
  }
}

/** Numbers in an address arrive as numbers: experiment ids and filters such as `1` are text all the same. */
function text(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function oneOf<const T extends string>(value: unknown, allowed: readonly T[]): T | undefined {
  return allowed.find((item) => item === value);
}

type Cleaned<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Leaves out what is not given, so that addresses stay short. */
function clean<T extends object>(search: T): Cleaned<T> {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as Cleaned<T>;
}
