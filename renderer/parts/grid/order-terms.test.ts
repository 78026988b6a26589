import { expect, it } from 'vitest';
import { changeOrder, findOrder, splitOrder } from './order-terms.ts';

const order = 'metrics.`a, b` ASC, params.C DESC';

it('reads an order term by term, with commas in names', () => {
  expect(splitOrder(order)).toEqual(['metrics.`a, b` ASC', 'params.C DESC']);
  expect(splitOrder('')).toEqual([]);
  expect(findOrder(order, 'params.C')).toEqual({ direction: 'DESC', place: 2 });
  expect(findOrder(order, 'params.D')).toBeNull();
});

it('adds a term, turns it in its place, takes it out', () => {
  expect(changeOrder(order, 'status', 'ASC')).toBe(`${order}, status ASC`);
  expect(changeOrder(order, 'metrics.`a, b`', 'DESC')).toBe('metrics.`a, b` DESC, params.C DESC');
  expect(changeOrder('params.C DESC', 'params.C', null)).toBeUndefined();
});
