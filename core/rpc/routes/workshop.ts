export const workshopRoutes = {};
