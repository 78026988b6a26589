import fc from 'fast-check';
import type { Condition, FilterNode, Operator, OrderTerm } from '#core/search/index.ts';
import type { SearchTuning } from '../tuning.ts';
import type { PlainRun } from './naive-search.ts';

const keys = ['a', 'b', 'my key', 'längd'];
const texts = ['', 'a', 'A', 'b', 'ab', 'aB', 'å', 'Å', 'ÅÄÖ b', "it's", 'x%y', 'ﬀ', '😀', '\uffff'];
const patterns = ['%', 'a%', '%b', '_', '__', 'å%', '%Å%', '%ä_ b', 'A_', '', '😀', '_%_', "%'%", 'x[%'];
const numbers = [0, -0, 1, -1, 0.5, 2, 1e300, Infinity, -Infinity];
const statuses = ['RUNNING', 'FINISHED', 'FAILED'];
const times = [1000, 2000, 2000.5, 3000];

const pick = <T>(values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
/** As SQLite has it: zero has no sign there. */
const storedNumber = pick([0, 1, -1, 0.5, 2, 1e300, Infinity, -Infinity, NaN]);

const textAttributes = ['run_id', 'run_name', 'user_id', 'status', 'artifact_uri'];
const uuids = Array.from({ length: 12 }, (_, index) => uuidOf(index));

function uuidOf(index: number): string {
  return ((index * 7919 + 13) % 10_007).toString(16).padStart(4, '0').repeat(8);
}

const textTest = fc.oneof(
  fc.record({
    operator: pick<Operator>(['=', '!=']),
    value: pick([...texts, ...statuses, ...uuids.slice(0, 3)]),
  }),
  fc.record({ operator: pick<Operator>(['LIKE', 'ILIKE']), value: pick(patterns) }),
  fc.record({
    operator: pick<Operator>(['IN', 'NOT IN']),
    value: fc.array(pick([...texts, ...statuses, ...uuids.slice(0, 3)]), { minLength: 1, maxLength: 3 }),
  }),
  fc.record({ operator: pick<Operator>(['IS NULL', 'IS NOT NULL']), value: fc.constant(null) }),
);
const numberTest = (values: readonly number[]) =>
  fc.oneof(
    fc.record({ operator: pick<Operator>(['=', '!=', '<', '<=', '>', '>=']), value: pick(values) }),
    fc.record({ operator: pick<Operator>(['IS NULL', 'IS NOT NULL']), value: fc.constant(null) }),
  );

interface Subject {
  entity: Condition['entity'];
  key: string;
}
const condition = (
  subject: fc.Arbitrary<Subject>,
  test: fc.Arbitrary<Pick<Condition, 'operator' | 'value'>>,
) => fc.tuple(subject, test).map(([left, right]): Condition => ({ kind: 'condition', ...left, ...right }));

const anyKey = pick([...keys, 'never logged']);
const keyed = (...entities: Condition['entity'][]) => fc.record({ entity: pick(entities), key: anyKey });
const attribute = (names: readonly string[]) =>
  fc.record({ entity: fc.constant<Condition['entity']>('attribute'), key: pick(names) });

const runCondition = fc.oneof(
  condition(keyed('metric'), numberTest(numbers)),
  condition(keyed('param', 'tag'), textTest),
  condition(attribute(textAttributes), textTest),
  condition(attribute(['start_time', 'end_time']), numberTest(times)),
  condition(
    fc.record({
      entity: fc.constant<Condition['entity']>('dataset'),
      key: pick(['name', 'digest', 'context']),
    }),
    textTest,
  ),
);

/** Filters over runs, nested a few levels. */
export const runFilter: fc.Arbitrary<FilterNode> = fc.letrec<{ node: FilterNode }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    { weight: 3, arbitrary: runCondition },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: pick(['and', 'or'] as const),
        items: fc.array(tie('node'), { minLength: 2, maxLength: 3 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('not' as const), item: tie('node') }) },
  ),
})).node;

/** Filters with any key and any text that the printer has to quote. */
export const wildFilter: fc.Arbitrary<FilterNode> = fc.letrec<{ node: FilterNode }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 5 },
    condition(
      fc.record({ entity: pick<Condition['entity']>(['param', 'tag']), key: fc.string({ unit: 'binary' }) }),
      fc.oneof(
        fc.record({
          operator: pick<Operator>(['=', '!=', 'LIKE', 'ILIKE']),
          value: fc.string({ unit: 'binary' }),
        }),
        fc.record({
          operator: pick<Operator>(['IN', 'NOT IN']),
          value: fc.array(fc.string(), { minLength: 1 }),
        }),
      ),
    ),
    condition(
      fc.record({ entity: fc.constant<Condition['entity']>('metric'), key: fc.string() }),
      fc.record({ operator: pick<Operator>(['=', '<', '>=']), value: fc.double({ noNaN: true }) }),
    ),
    runCondition,
    fc.record({
      kind: pick(['and', 'or'] as const),
      items: fc.array(tie('node'), { minLength: 2, maxLength: 4 }),
    }),
    fc.record({ kind: fc.constant('not' as const), item: tie('node') }),
  ),
})).node;

const orderTerm: fc.Arbitrary<OrderTerm> = fc
  .tuple(
    fc.oneof(keyed('metric', 'param', 'tag'), attribute([...textAttributes, 'start_time', 'end_time'])),
    fc.boolean(),
  )
  .map(([subject, descending]) => ({ ...subject, descending }));

export const runOrder = fc.uniqueArray(orderTerm, {
  maxLength: 3,
  selector: ({ entity, key }) => `${entity}.${key}`,
});

const dictionary = <T>(value: fc.Arbitrary<T>) => fc.dictionary(pick(keys), value, { maxKeys: 3 });

const plainRun = fc.record({
  experimentId: pick([1, 2, 3]),
  parent: fc.option(fc.nat(11)),
  name: pick(texts),
  userId: pick(texts),
  status: pick(statuses),
  startedAt: pick([1000, 2000, 3000]),
  endedAt: fc.option(pick([1000, 2000, 3000])),
  deleted: fc.boolean(),
  artifactUri: pick(texts),
  metrics: dictionary(storedNumber),
  params: dictionary(pick(texts)),
  tags: dictionary(pick(texts)),
  datasets: fc.uniqueArray(
    fc.record({ name: pick(['a', 'b']), digest: pick(['a', 'å']), context: fc.option(pick(['a', 'A'])) }),
    { maxLength: 2, selector: ({ name, digest }) => `${name} ${digest}` },
  ),
});

/** Runs of three experiments; a parent always comes before its children. */
export const plainRuns: fc.Arbitrary<PlainRun[]> = fc
  .array(plainRun, { maxLength: 12, size: 'max' })
  .map((runs) =>
    runs.map(({ parent, ...run }, index) => ({
      ...run,
      id: index + 1,
      uuid: uuidOf(index),
      parentId: parent === null || parent >= index ? null : parent + 1,
    })),
  );

export const runScope = fc.record({
  experimentIds: fc.uniqueArray(pick([1, 2, 3]), { maxLength: 3 }),
  view: pick(['active', 'deleted', 'all'] as const),
  nesting: pick(['all', 'roots', 'children'] as const),
  parentRunId: pick(uuids.slice(0, 4)),
});

/** Small numbers, so that a few runs go through every way of working. */
export const smallTuning: fc.Arbitrary<SearchTuning> = fc.record({
  probes: fc.nat(5),
  fewToCheck: fc.nat(3),
  fewToSort: fc.nat(3),
  firstPiece: fc.integer({ min: 1, max: 3 }),
  shares: fc.constantFrom(0.1, 1),
});
