import type { MlflowRoute } from '../mlflow-route.ts';

export const serverRoutes: readonly MlflowRoute[] = [];
