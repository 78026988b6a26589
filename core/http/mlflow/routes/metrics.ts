import type { MlflowRoute } from '../mlflow-route.ts';

export const metricsRoutes: readonly MlflowRoute[] = [];
