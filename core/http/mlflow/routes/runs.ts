import type { MlflowRoute } from '../mlflow-route.ts';

export const runsRoutes: readonly MlflowRoute[] = [];
