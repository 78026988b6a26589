export { aliasMovesQuery, modelListQuery, modelVersionsQuery } from './queries.ts';
export { previousChampion } from './champion-course.ts';
