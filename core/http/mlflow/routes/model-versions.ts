import type { MlflowRoute } from '../mlflow-route.ts';

export const modelVersionsRoutes: readonly MlflowRoute[] = [];
