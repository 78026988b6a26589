import type { MlflowRoute } from '../mlflow-route.ts';

export const registeredModelsRoutes: readonly MlflowRoute[] = [];
