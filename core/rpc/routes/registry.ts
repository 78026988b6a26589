export const registryRoutes = {};
