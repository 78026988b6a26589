import { ORPCError } from '@orpc/client';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { EngineClient } from '#contract/procedures.ts';
import { followEvents } from './event-stream.ts';

// The only part of a window that the stream looks at: whether the network came back.
beforeEach(() => vi.stubGlobal('window', new EventTarget()));

/** A client whose event stream is refused, as by an engine that was started anew. */
function refusingClient(code: string): Pick<EngineClient, 'events'> {
  const subscribe = (): Promise<never> => Promise.reject(new ORPCError(code, { data: { remedy: '' } }));
  return { events: { subscribe } };
}

async function firstState(code: string): Promise<string | undefined> {
  const ended = new AbortController();
  const states: string[] = [];
  await followEvents(refusingClient(code), ended.signal, (news) => {
    if (news.kind === 'state') states.push(news.state);
    ended.abort();
  });
  return states.at(-1);
}

describe('a stream that cannot be followed', () => {
  it('says that the page was not let in, and does not call that a lost engine', async () => {
    expect(await firstState('UNAUTHORIZED')).toBe('unauthorized');
  });

  it('says that the engine is lost otherwise', async () => {
    expect(await firstState('ENGINE_STOPPING')).toBe('lost');
  });
});
