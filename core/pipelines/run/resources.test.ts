import { describe, expect, it } from 'vitest';
import { createResources, type Claim, type Resources, type Ticket } from './resources.ts';

const always = { hasRoom: () => true, retryMs: 10 };

interface Line {
  resources: Resources;
  started: string[];
  ask(
    name: string,
    claims: Claim[],
    order?: { weight?: number; depth?: number },
  ): { ticket: Ticket; leave(): void };
}

function makeLine(guard = always): Line {
  const resources = createResources(guard);
  const started: string[] = [];
  return {
    resources,
    started,
    ask: (name, claims, { weight = 1, depth = 1 } = {}) => {
      const ticket = { weight, depth, claims, start: () => void started.push(name) };
      return { ticket, leave: resources.request(ticket) };
    },
  };
}

function slots(limit: number): Claim {
  return { key: 'slots', limit, amount: 1 };
}

function gpu(amount = 1): Claim {
  return { key: 'pool gpu', limit: 2, amount };
}

describe('the line for slots', () => {
  it('goes by weight, then by the length of the way, then by age', () => {
    const { resources, started, ask } = makeLine();
    const one = [slots(1)];
    const { ticket } = ask('first', one);
    ask('young', one);
    ask('deep', one, { depth: 3 });
    ask('heavy', one, { weight: 5 });
    const gone = ask('gone', one, { weight: 9, depth: 9 });
    ask('younger', one);
    gone.leave();
    for (let n = 0; n < 4; n++) resources.release(ticket);
    expect(started).toEqual(['first', 'heavy', 'deep', 'young', 'younger']);
    resources.release(ticket);
    ask('late', one);
    expect(started.at(-1)).toBe('late');
  });

  it('lets those pass whose pool has room while others wait for theirs', () => {
    const { resources, started, ask } = makeLine();
    const first = ask('a', [slots(9), gpu(2)]);
    const second = ask('b', [slots(9), gpu()], { weight: 5 });
    ask('c', [slots(9)]);
    expect(started).toEqual(['a', 'c']);
    expect(resources.whatLacks(second.ticket)).toBe('pool gpu');
    expect(resources.whatLacks(first.ticket)).toBeNull();
    resources.release(first.ticket);
    expect(started).toEqual(['a', 'c', 'b']);
    expect(resources.usage().get('pool gpu')).toBe(1);
  });

  it('starts what claims more than there is once it is alone', () => {
    const { resources, started, ask } = makeLine();
    const { ticket } = ask('small', [gpu()]);
    ask('huge', [gpu(5)]);
    expect(started).toEqual(['small']);
    resources.release(ticket);
    expect(started).toEqual(['small', 'huge']);
  });

  it('starts one task without asking for memory, and the next ones when there is some', async () => {
    let hasRoom = false;
    const { resources, started, ask } = makeLine({ hasRoom: () => hasRoom, retryMs: 5 });
    ask('first', [slots(9)]);
    const { ticket } = ask('second', [slots(9)]);
    expect(started).toEqual(['first']);
    expect(resources.whatLacks(ticket)).toBe('memory');
    hasRoom = true;
    await expect.poll(() => started).toEqual(['first', 'second']);
    resources.stop();
  });
});
