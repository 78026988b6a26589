export const monitoringRoutes = {};
