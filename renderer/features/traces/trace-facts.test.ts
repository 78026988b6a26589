import { expect, it } from 'vitest';
import { messagesOf, readPreview, stateOfSpan, tokensOfSpan, tokensOfTrace, unfold } from './trace-facts.ts';

const metadata = (value: string) => ({ metadata: [{ key: 'mlflow.trace.tokenUsage', value }] });

it('tokens are those that the client counted, whole or in parts', () => {
  expect(tokensOfTrace(metadata('{"input_tokens": 7, "output_tokens": 3, "total_tokens": 10}'))).toEqual({
    input: 7,
    output: 3,
    total: 10,
  });
  expect(tokensOfSpan({ attributes: { 'mlflow.chat.tokenUsage': { input_tokens: 7 } } })).toEqual({
    input: 7,
    output: null,
    total: 7,
  });
  expect(tokensOfTrace({ metadata: [] })).toBeNull();
  expect(tokensOfTrace(metadata('not JSON'))).toBeNull();
  expect(tokensOfTrace(metadata('[]'))).toBeNull();
});

it('a preview is read without the quotes of JSON, also when it was cut', () => {
  expect(readPreview(String.raw`"Yes.\nAlways."`)).toBe('Yes.\nAlways.');
  expect(readPreview('{"question": "why", "order": null}')).toBe('why');
  expect(readPreview('{"question": "why", "k": 3}')).toBe('question: why, k: 3');
  expect(readPreview('{"messages": [{"role": "user", "content": "Hej"}]}')).toBe('Hej');
  expect(readPreview('[1, 2]')).toBe('[1, 2]');
  expect(readPreview('"cut in the mid')).toBe('"cut in the mid');
  expect(readPreview(null)).toBe('');
});

it('a span without an end goes on, unless it has failed', () => {
  expect(stateOfSpan({ status: 'UNSET', endNs: null })).toBe('IN_PROGRESS');
  expect(stateOfSpan({ status: 'UNSET', endNs: '1' })).toBe('OK');
  expect(stateOfSpan({ status: 'ERROR', endNs: null })).toBe('ERROR');
});

it('messages are read from requests and answers; what holds more than text is none', () => {
  const user = { role: 'user', content: [{ type: 'text', text: 'Hej' }] };
  expect(messagesOf({ model: 'm', messages: [user] })).toEqual([{ role: 'user', content: 'Hej' }]);
  expect(messagesOf({ choices: [{ message: { role: 'assistant', content: 'Ja' } }] })).toEqual([
    { role: 'assistant', content: 'Ja' },
  ]);
  expect(messagesOf({ messages: [user, { role: 'assistant', content: null, tool_calls: [] }] })).toEqual([]);
  expect(messagesOf({ messages: [{ role: 'user', content: [{ type: 'image' }] }] })).toEqual([]);
  expect(messagesOf('text')).toEqual([]);
});

it('what an exporter made a text of is whole again, with every digit', () => {
  expect(unfold('{"id": 9007199254740993, "rate": 0.5}')).toEqual({ id: '9007199254740993', rate: 0.5 });
  expect(unfold(String.raw`"Yes.\nNo."`)).toBe('Yes.\nNo.');
  expect(unfold('{cut')).toBe('{cut');
  expect(unfold('plain 12')).toBe('plain 12');
  expect(unfold({ a: 1 })).toEqual({ a: 1 });
});
