import { anyNumber, anyText as plainText, named, type Dialect, type KeyRule } from '#core/search/index.ts';

/** Of MLflow's searches only that of traces has regular expressions. */
const anyText: KeyRule = { ...plainText, operators: [...plainText.operators, 'RLIKE'] };
const textUnordered: KeyRule = { ...anyText, canOrder: false };

const looseNumber: KeyRule = { ...anyNumber, isLoose: true };

/** Values of assessments are texts, numbers or truths: what is compared is as it was written. */
const judged: KeyRule = {
  type: 'text',
  operators: [...new Set([...anyNumber.operators, ...plainText.operators])],
  canOrder: false,
  isLoose: true,
};

/** Conditions on spans that stand side by side in an AND speak of one and the same span. */
export const traceDialect: Dialect = {
  subject: 'traces',
  entities: [
    {
      entity: 'attribute',
      names: ['attributes', 'attribute', 'trace'],
      keys: new Map([
        ['request_id', named(anyText, 'trace_id')],
        ['timestamp_ms', named(looseNumber, 'timestamp', 'request_time')],
        ['execution_time_ms', named(looseNumber, 'execution_time', 'execution_duration')],
        ['end_time_ms', named(looseNumber, 'end_time')],
        ['status', named(anyText, 'state')],
        ['name', named(anyText)],
        ['run_id', named(anyText)],
        ['client_request_id', named(anyText)],
        ['experiment_id', named({ type: 'number', operators: [], canOrder: true })],
        ['prompt', named({ type: 'text', operators: ['=', 'IN'], canOrder: false })],
        ['text', named({ type: 'text', operators: ['LIKE', 'ILIKE'], canOrder: false })],
      ]),
    },
    { entity: 'tag', names: ['tags', 'tag'], keys: anyText },
    { entity: 'metadata', names: ['metadata', 'request_metadata'], keys: anyText },
    { entity: 'span', names: ['span', 'spans'], keys: textUnordered },
    { entity: 'feedback', names: ['feedback'], keys: judged },
    { entity: 'expectation', names: ['expectation'], keys: judged },
    { entity: 'issue', names: ['issue'], keys: new Map([['id', named({ ...textUnordered })]]) },
  ],
};
