import type { MlflowRoute } from '../mlflow-route.ts';

export const experimentsRoutes: readonly MlflowRoute[] = [];
