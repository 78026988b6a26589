import { describe, expect, it } from 'vitest';
import type { Method, MlflowRoute } from './mlflow-route.ts';
import { createRouteTable } from './route-table.ts';

const make = (method: Method, path: string): MlflowRoute => ({ method, path, answer: () => ({}) });
const get = make('GET', '/runs/get');
const model = make('GET', '/models/:model_id');
const removal = make('DELETE', '/models/:model_id');
const tag = make('PATCH', '/models/:model_id/tags/:tag_key');
const search = make('POST', '/models/search');
const upload = make('POST', '/mpu/create/*');
const table = createRouteTable([get, model, removal, tag, search, upload], ({ path }) => [
  `/a${path}`,
  `/b${path}`,
]);

describe('the table of routes', () => {
  it.each([
    { method: 'GET', path: '/a/runs/get', route: get, params: {} },
    { method: 'HEAD', path: '/b/runs/get', route: get, params: {} },
    { method: 'POST', path: '/a/models/search', route: search, params: {} },
    { method: 'GET', path: '/b/models/m-1', route: model, params: { model_id: 'm-1' } },
    { method: 'DELETE', path: '/a/models/m-1', route: removal, params: { model_id: 'm-1' } },
    { method: 'POST', path: '/a/mpu/create/1/x', route: upload, params: {} },
    { method: 'PATCH', path: '/a/models/m-1/tags/a%2Fb', route: tag, params: { tag_key: 'a/b' } },
  ])('finds $method $path', ({ method, path, route, params }) => {
    expect(table.find(method, path)).toMatchObject({ route, params });
  });

  it.each([
    '/a/models',
    '/a/models/',
    '/c/runs/get',
    '/a/runs/get/',
    '/a/models/m-1/tags',
    '/a/mpu/create',
    '',
  ])('has nothing at "%s"', (path) => {
    expect(table.find('GET', path)).toBeNull();
  });

  it.each([
    { method: 'DELETE', path: '/a/runs/get' },
    { method: 'PUT', path: '/a/models/m-1' },
  ])('knows that $path has no $method', ({ method, path }) => {
    expect(table.find(method, path)).toMatchObject({ route: undefined });
  });
});
