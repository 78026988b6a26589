export const pipelinesRoutes = {};
