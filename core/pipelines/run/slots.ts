/** A place in the line for a slot. */
export interface Ticket {
  /** The greater goes first. */
  weight: number;
  /** Of the tasks after it, on the longest way: long ways go first. */
  depth: number;
  /** Called when a slot is free; whoever got it gives it back with `release`. */
  start(): void;
}

/** So many tasks at once; the others wait by weight, depth and age. */
export interface Slots {
  /** Starts at once when a slot is free. Returns what takes the ticket out of the line. */
  request(ticket: Ticket): () => void;
  release(): void;
}

export function createSlots(limit: number): Slots {
  let free = limit;
  const line: Ticket[] = [];
  const startNext = (): void => {
    while (free > 0) {
      const next = line.shift();
      if (next === undefined) return;
      free--;
      next.start();
    }
  };
  return {
    request: (ticket) => {
      line.splice(findPlace(line, ticket), 0, ticket);
      startNext();
      return () => {
        const at = line.indexOf(ticket);
        if (at !== -1) line.splice(at, 1);
      };
    },
    release: () => {
      free++;
      startNext();
    },
  };
}

/** Behind everything that goes before it or is its like, by halving. */
function findPlace(line: readonly Ticket[], ticket: Ticket): number {
  let [low, high] = [0, line.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = line[middle];
    if (other !== undefined && goesBefore(ticket, other)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function goesBefore(a: Ticket, b: Ticket): boolean {
  return a.weight === b.weight ? a.depth > b.depth : a.weight > b.weight;
}
