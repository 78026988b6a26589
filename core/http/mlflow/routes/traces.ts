import type { MlflowRoute } from '../mlflow-route.ts';

export const tracesRoutes: readonly MlflowRoute[] = [];
