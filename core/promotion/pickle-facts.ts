/** What the bytes of a pickle say of the packages that wrote it, without running any of them. */
export interface PickleFacts {
  /** Packages whose state carries its version: scikit-learn keeps `_sklearn_version` with each estimator. */
  sklearn: string | null;
  /** Top-level packages that the pickle imports when it is loaded. */
  modules: string[];
  /** It names `numpy._core`, which only NumPy 2 and later have. */
  needsNumpy2: boolean;
}

interface Found {
  sklearn: string | null;
  modules: Set<string>;
  needsNumpy2: boolean;
}

/** Bytes of the argument that follow an opcode of the pickle protocol; those with a length of their own stand below. */
const fixedArguments: Readonly<Record<number, number>> = {
  0x80: 1, // PROTO
  0x4b: 1, // BININT1
  0x4d: 2, // BININT2
  0x4a: 4, // BININT
  0x47: 8, // BINFLOAT
  0x71: 1, // BINPUT
  0x72: 4, // LONG_BINPUT
  0x68: 1, // BINGET
  0x6a: 4, // LONG_BINGET
  0x95: 8, // FRAME
  0x82: 1, // EXT1
  0x83: 2, // EXT2
  0x84: 4, // EXT4
};
/** Opcodes whose argument is a line, or two. */
const lineArguments: Readonly<Record<number, number>> = {
  0x49: 1, // INT
  0x4c: 1, // LONG
  0x46: 1, // FLOAT
  0x53: 1, // STRING
  0x56: 1, // UNICODE
  0x50: 1, // PERSID
  0x67: 1, // GET
  0x70: 1, // PUT
  0x63: 2, // GLOBAL
  0x69: 2, // INST
};
/** Opcodes with a length before their bytes: how many bytes the length has. */
const countedArguments: Readonly<Record<number, 1 | 4 | 8>> = {
  0x8c: 1, // SHORT_BINUNICODE
  0x58: 4, // BINUNICODE
  0x8d: 8, // BINUNICODE8
  0x55: 1, // SHORT_BINSTRING
  0x54: 4, // BINSTRING
  0x43: 1, // SHORT_BINBYTES
  0x42: 4, // BINBYTES
  0x8e: 8, // BINBYTES8
  0x96: 8, // BYTEARRAY8
  0x8a: 1, // LONG1
  0x8b: 4, // LONG4
};
const textOpcodes = new Set([0x8c, 0x58, 0x8d, 0x55, 0x54]);
const stop = 0x2e;
const stackGlobal = 0x93;
const memoize = 0x94;
const puts = new Set([0x71, 0x72]);
const gets = new Set([0x68, 0x6a]);

/** Longer texts are data, not names and versions. */
const longestName = 200;
const versionKey = '_sklearn_version';

/**
 * Walks the opcodes of a pickle and notes names and versions; nothing is imported, built or called. joblib puts raw
 * arrays between the opcodes: where the walk no longer makes sense, the key is looked for as it is written instead.
 */
export function readPickleFacts(bytes: Buffer): PickleFacts {
  const found: Found = { sklearn: null, modules: new Set(), needsNumpy2: false };
  walk(bytes, found);
  found.sklearn ??= scanForVersion(bytes);
  return {
    sklearn: found.sklearn,
    modules: [...found.modules].toSorted(),
    needsNumpy2: found.needsNumpy2 || bytes.includes('numpy._core'),
  };
}

/** The texts that were pushed last, and those that the memo knows by number. */
interface Walk {
  last: [string | null, string | null];
  memo: Map<number, string>;
  memoSize: number;
}

function walk(bytes: Buffer, found: Found): void {
  const state: Walk = { last: [null, null], memo: new Map(), memoSize: 0 };
  let at = 0;
  while (at < bytes.length) {
    const opcode = bytes[at] ?? stop;
    if (opcode === stop) return;
    const end = endOfArgument(bytes, at, opcode);
    if (end === null || end > bytes.length) return;
    note(bytes, { opcode, from: at + 1, end }, state, found);
    at = end;
  }
}

function endOfArgument(bytes: Buffer, at: number, opcode: number): number | null {
  const counted = countedArguments[opcode];
  if (counted !== undefined) {
    if (at + 1 + counted > bytes.length) return null;
    return at + 1 + counted + readLength(bytes, at + 1, counted);
  }
  const lines = lineArguments[opcode];
  if (lines !== undefined) {
    let end = at + 1;
    for (let i = 0; i < lines; i++) {
      const newline = bytes.indexOf(0x0a, end);
      if (newline < 0) return null;
      end = newline + 1;
    }
    return end;
  }
  return at + 1 + (fixedArguments[opcode] ?? 0);
}

function readLength(bytes: Buffer, at: number, size: 1 | 4 | 8): number {
  if (size === 1) return bytes.readUInt8(at);
  if (size === 4) return bytes.readUInt32LE(at);
  return Number(bytes.readBigUInt64LE(at));
}

type Step = { opcode: number; from: number; end: number };

function note(bytes: Buffer, { opcode, from, end }: Step, state: Walk, found: Found): void {
  if (opcode === 0x63) {
    noteModule(bytes.toString('latin1', from, bytes.indexOf(0x0a, from)), found);
  } else if (opcode === stackGlobal) {
    noteModule(state.last[0], found);
  } else if (opcode === memoize) {
    keep(state, state.memoSize++);
  } else if (puts.has(opcode)) {
    keep(state, readLength(bytes, from, opcode === 0x71 ? 1 : 4));
  } else if (textOpcodes.has(opcode) || gets.has(opcode)) {
    const text = gets.has(opcode) ? recall(bytes, opcode, from, state) : readText(bytes, opcode, from, end);
    if (state.last[1] === versionKey && text !== null) found.sklearn ??= text;
    state.last = [state.last[1], text];
  }
}

function recall(bytes: Buffer, opcode: number, from: number, { memo }: Walk): string | null {
  return memo.get(readLength(bytes, from, opcode === 0x68 ? 1 : 4)) ?? null;
}

function keep(state: Walk, index: number): void {
  const text = state.last[1];
  if (text !== null) state.memo.set(index, text);
}

function readText(bytes: Buffer, opcode: number, from: number, end: number): string | null {
  const start = from + (countedArguments[opcode] ?? 0);
  return end - start > longestName ? null : bytes.toString('utf8', start, end);
}

function noteModule(name: string | null, found: Found): void {
  if (name === null || !/^[A-Za-z_][\w.]*$/.test(name)) return;
  found.modules.add(name.split('.')[0] ?? name);
  if (name.startsWith('numpy._core')) found.needsNumpy2 = true;
}

/** The key as a text opcode writes it, then perhaps a note in the memo, then the version as a text. */
function scanForVersion(bytes: Buffer): string | null {
  for (let at = bytes.indexOf(versionKey); at >= 0; at = bytes.indexOf(versionKey, at + 1)) {
    const after = at + versionKey.length;
    const gap = bytes[after] === memoize ? 1 : bytes[after] === 0x71 ? 2 : bytes[after] === 0x72 ? 5 : 0;
    const opcode = bytes[after + gap] ?? 0;
    if (!textOpcodes.has(opcode)) continue;
    const end = endOfArgument(bytes, after + gap, opcode);
    const text = end === null ? null : readText(bytes, opcode, after + gap + 1, end);
    if (text !== null && /^\d+(?:\.\d+)+/.test(text)) return text;
  }
  return null;
}
