import type { MlflowRoute } from '../mlflow-route.ts';

export const artifactsRoutes: readonly MlflowRoute[] = [];
