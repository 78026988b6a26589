export const lineageRoutes = {};
