export const servingRoutes = {};
