/** Quick search: any object by its name, its id or a tag. */
export { findObjects } from './find-objects.ts';
