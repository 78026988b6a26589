export const datasetsRoutes = {};
