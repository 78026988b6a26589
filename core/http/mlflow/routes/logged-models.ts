import type { MlflowRoute } from '../mlflow-route.ts';

export const loggedModelsRoutes: readonly MlflowRoute[] = [];
