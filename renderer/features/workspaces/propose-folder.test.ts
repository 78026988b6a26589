import { expect, it } from 'vitest';
import { proposeFolder } from './propose-folder.ts';

const noon = new Date(2026, 10, 7, 9, 5);

it('lies beside the workspace, or beside the project that it belongs to, on every system', () => {
  const propose = (path: string, project: string | null): string =>
    proposeFolder({ path, project }, 'workshop', noon);
  expect(propose('/home/a/Stile/default', null)).toBe('/home/a/Stile/workshop-2026-11-07-0905');
  expect(propose('/home/a/churn/.stile', '/home/a/churn')).toBe('/home/a/workshop-2026-11-07-0905');
  expect(propose('C:\\Users\\a\\Stile\\default', null)).toBe('C:\\Users\\a\\Stile\\workshop-2026-11-07-0905');
});
