import { describe, expect, it } from 'vitest';
import { parseMacGroups, parseMacProcesses } from './find-processes.ts';

describe('what ps of macOS prints', () => {
  const text = [
    '  501   501 Ss   /sbin/launchd',
    '  900   880 S    python train.py --id STILE_ATTEMPT_ID=x PATH=/bin STILE_ATTEMPT_ID=r1/a/-1/1',
    '  901   901 S    sleep 100 PATH=/bin STILE_ATTEMPT_ID=r1/a/-1/1 HOME=/Users/a',
    '  902   902 S    sleep 100 STILE_ATTEMPT_ID=r1/a/-1/11',
    '  903   901 Z    (sh) STILE_ATTEMPT_ID=r1/a/-1/1',
  ].join('\n');

  it('finds who carries an id, wherever it stands, and no longer one', () => {
    expect(parseMacProcesses(text, new Set(['r1/a/-1/1']))).toEqual([
      { pid: 900, group: 880, attemptId: 'r1/a/-1/1', startTime: null },
      { pid: 901, group: 901, attemptId: 'r1/a/-1/1', startTime: null },
    ]);
  });

  it('tells a group that lives from one of zombies', () => {
    const groups = '  880 S\n  901 Z\n  902 Z+\n  902 R\n';
    expect([880, 901, 902, 903].map((group) => parseMacGroups(groups, group))).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });
});
