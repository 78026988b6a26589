import { expect, it } from 'vitest';
import { readPickleFacts } from './pickle-facts.ts';

const short = (text: string): string => `\x8c${String.fromCharCode(text.length)}${text}\x94`;
const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

/** An estimator as protocol 4 writes it: its class by name, then its state. */
const estimator = (state: string): string =>
  `\x80\x04${short('sklearn.linear_model._logistic')}${short('LogisticRegression')}\x93\x94)\x81\x94}\x94(${state}ub.`;

it('finds the version in the state of an estimator, and what is imported', () => {
  const pickle = bytes(
    estimator(`${short('C')}G?\xf0\0\0\0\0\0\0${short('_sklearn_version')}${short('1.4.2')}`),
  );
  expect(readPickleFacts(pickle)).toEqual({ sklearn: '1.4.2', modules: ['sklearn'], needsNumpy2: false });
});

it('reads protocol 2, whose texts have long lengths and whose classes are lines', () => {
  const long = (text: string): string => `X${String.fromCharCode(text.length)}\0\0\0${text}q\x01`;
  const pickle = `\x80\x02cnumpy.core.multiarray\n_reconstruct\nq\0}(${long('_sklearn_version')}${long('0.24.1')}u.`;
  expect(readPickleFacts(bytes(pickle))).toEqual({
    sklearn: '0.24.1',
    modules: ['numpy'],
    needsNumpy2: false,
  });
});

it('follows a version that the memo knows already', () => {
  // The version is memo 0; the key's value is fetched from there.
  const pickle = `\x80\x04${short('1.5.0')}0}(${short('_sklearn_version')}h\0u.`;
  expect(readPickleFacts(bytes(pickle)).sklearn).toBe('1.5.0');
});

it('goes on behind raw arrays, as joblib writes them, and knows NumPy 2', () => {
  const raw = '\xff\x58\xff\xff\xff\xffgarbage.';
  const pickle = `\x80\x04${short('numpy._core.multiarray')}${short('x')}\x93${raw}${short('_sklearn_version')}${short('1.6.1')}`;
  expect(readPickleFacts(bytes(pickle))).toMatchObject({ sklearn: '1.6.1', needsNumpy2: true });
});

it('is not led astray by lengths that lie, by text that only mentions the key, and by nothing', () => {
  expect(readPickleFacts(bytes('\x80\x04\x8d\xff\xff\xff\xff\xff\xff\xff\x7fx')).sklearn).toBeNull();
  expect(readPickleFacts(bytes(estimator(short('see _sklearn_version 1.0')))).sklearn).toBeNull();
  expect(readPickleFacts(Buffer.alloc(0))).toEqual({ sklearn: null, modules: [], needsNumpy2: false });
});
