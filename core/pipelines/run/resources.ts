/** A part of something that there is only so much of. */
export interface Claim {
  /** What is shared, e.g. `slots` or `pool gpu`: the same key, the same limit. */
  key: string;
  limit: number;
  amount: number;
}

/** A place in the line. */
export interface Ticket {
  /** The greater goes first. */
  weight: number;
  /** Of the tasks after it, on the longest way: long ways go first. */
  depth: number;
  claims: readonly Claim[];
  /** Called when all that it claims is free; whoever got it gives it back with `release`. */
  start(): void;
}

/** Hands out slots, places in pools and memory: what does not fit waits by weight, depth and age. */
export interface Resources {
  /** Starts at once when it fits. Returns what takes the ticket out of the line. */
  request(ticket: Ticket): () => void;
  release(ticket: Ticket): void;
  /** What a ticket in the line lacks: the key of a claim, or `memory`; null when it does not wait. */
  whatLacks(ticket: Ticket): string | null;
  /** In use, by key. */
  usage(): ReadonlyMap<string, number>;
  stop(): void;
}

export interface MemoryGuard {
  /** False while too little memory is free to start more. */
  hasRoom(): boolean;
  /** How long until it is asked again, in ms. */
  retryMs: number;
}

/** Tickets that claim the same wait in one line. */
interface Line {
  tickets: Ticket[];
}

/** @param guard keeps tasks from starting beside others when memory is short: a single one always may */
export function createResources(guard: MemoryGuard): Resources {
  const used = new Map<string, number>();
  const lines = new Map<string, Line>();
  let running = 0;
  let timer: NodeJS.Timeout | null = null;
  const fits = ({ claims }: Ticket): boolean =>
    claims.every(({ key, limit, amount }) => {
      const inUse = used.get(key) ?? 0;
      // What claims more than there is would wait for ever: it goes when nobody else does.
      return inUse + amount <= limit || (inUse === 0 && amount > limit);
    });
  const take = ({ claims }: Ticket, sign: 1 | -1): void => {
    running += sign;
    for (const { key, amount } of claims) used.set(key, (used.get(key) ?? 0) + sign * amount);
  };
  const lookAgain = (): void => {
    timer ??= setTimeout(() => {
      timer = null;
      startNext();
    }, guard.retryMs).unref();
  };
  const startNext = (): void => {
    for (;;) {
      const heads = [...lines.values()].flatMap(({ tickets: [head] }) => (head === undefined ? [] : [head]));
      const next = heads.filter(fits).sort(compare)[0];
      if (next === undefined) return;
      if (running > 0 && !guard.hasRoom()) {
        lookAgain();
        return;
      }
      leave(lines, next);
      take(next, 1);
      next.start();
    }
  };
  return {
    request: (ticket) => {
      const key = lineKey(ticket);
      const line = lines.get(key) ?? { tickets: [] };
      lines.set(key, line);
      line.tickets.splice(findPlace(line.tickets, ticket), 0, ticket);
      startNext();
      return () => {
        leave(lines, ticket);
      };
    },
    release: (ticket) => {
      take(ticket, -1);
      startNext();
    },
    whatLacks: (ticket) => {
      if (!(lines.get(lineKey(ticket))?.tickets.includes(ticket) ?? false)) return null;
      const short = ticket.claims.find((claim) => !fits({ ...ticket, claims: [claim] }));
      return short?.key ?? (guard.hasRoom() ? 'slots' : 'memory');
    },
    usage: () => used,
    stop: () => {
      if (timer !== null) clearTimeout(timer);
    },
  };
}

function lineKey({ claims }: Ticket): string {
  return JSON.stringify(claims.map(({ key, amount }) => [key, amount]));
}

function leave(lines: Map<string, Line>, ticket: Ticket): void {
  const key = lineKey(ticket);
  const tickets = lines.get(key)?.tickets ?? [];
  const at = tickets.indexOf(ticket);
  if (at !== -1) tickets.splice(at, 1);
  if (tickets.length === 0) lines.delete(key);
}

/** Behind everything that goes before it or is its like, by halving. */
function findPlace(line: readonly Ticket[], ticket: Ticket): number {
  let [low, high] = [0, line.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = line[middle];
    if (other !== undefined && compare(ticket, other) < 0) high = middle;
    else low = middle + 1;
  }
  return low;
}

function compare(a: Ticket, b: Ticket): number {
  return b.weight - a.weight || b.depth - a.depth;
}
