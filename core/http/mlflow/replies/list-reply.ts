import type { EngineContext } from '#core/store/context.ts';
import { defineRoute, type Method, type MlflowRoute } from '../mlflow-route.ts';
import type { MessageOf, Shape } from '../wire/fields.ts';

/** An answer whose one list may be long. */
export interface ListReply {
  /** of the list's field */
  name: string;
  /** Taken one by one, while the answer is written. */
  items: Iterable<object>;
  /** What stands beside the list. */
  rest?: object;
  /** A list without items is told as one; left out otherwise, as protobuf's JSON does. */
  isToldEmpty?: boolean;
}

/**
 * A `defineRoute` for long lists: the answer is written piece by piece into memory outside of V8's heap. As one object,
 * and then one text, a list of 1,000 runs would live through so many collections that V8 makes its heap 200 MB larger
 * for it, and keeps it so.
 */
export function defineListRoute<S extends Shape>(route: {
  method: Method;
  path: string;
  bases?: readonly string[];
  fields: S;
  answer(ctx: EngineContext, message: MessageOf<S>): ListReply;
}): MlflowRoute {
  const plain = defineRoute(route);
  return {
    ...plain,
    answer: (call) => {
      const bytes = encodeList(plain.answer(call) as ListReply);
      call.reply.type('application/json').send(bytes);
      return undefined;
    },
  };
}

/** Characters of a piece: below what V8 keeps as a large object. */
const pieceLength = 64 * 1024;

/** UTF-8 of the JSON of `{[name]: items, ...rest}`. */
export function encodeList({ name, items, rest = {}, isToldEmpty = false }: ListReply): Buffer {
  const pieces: Buffer[] = [];
  let text = `{${JSON.stringify(name)}:[`;
  let count = 0;
  for (const item of items) {
    text += (count++ === 0 ? '' : ',') + JSON.stringify(item);
    if (text.length < pieceLength) continue;
    pieces.push(Buffer.from(text));
    text = '';
  }
  const others = JSON.stringify(rest);
  if (count === 0 && !isToldEmpty) return Buffer.from(others);
  const end = others === '{}' ? '}' : `,${others.slice(1)}`;
  return Buffer.concat([...pieces, Buffer.from(`${text}]${end}`)]);
}

/** `Array.map` for what is taken one by one. */
export function* mapEach<T, U>(items: Iterable<T>, change: (item: T) => U): Generator<U, void> {
  for (const item of items) yield change(item);
}
