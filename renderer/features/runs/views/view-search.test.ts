import { describe, expect, it } from 'vitest';
import { plainSearch, searchToSettings, settingsToSearch, showsSettings } from './view-search.ts';

const search = {
  filter: "status = 'FAILED'",
  order: 'metrics.loss ASC, attributes.start_time DESC',
  columns: 'status,metrics.loss~120!',
  layout: 'both',
  split: 55,
  charts: 'smooth=ema:0.6',
  pins: 'a,b',
} as const;

describe('a saved view', () => {
  it('keeps what the address says and gives it back', () => {
    const settings = searchToSettings(search);
    expect(settings).toMatchObject({
      orderBy: ['metrics.loss ASC', 'attributes.start_time DESC'],
      columns: [{ id: 'metrics.loss', px: 120, isPinned: true }, { id: 'status' }].reverse(),
      pins: ['a', 'b'],
    });
    expect(settingsToSearch(settings)).toEqual({ ...plainSearch, ...search });
    expect(showsSettings(search, settings)).toBe(true);
  });

  it('is edited as soon as one thing differs, a cleared one included', () => {
    const settings = searchToSettings(search);
    expect(showsSettings({ ...search, filter: "status = 'KILLED'" }, settings)).toBe(false);
    const { filter: _, ...without } = search;
    expect(showsSettings(without, settings)).toBe(false);
    expect(showsSettings({}, searchToSettings({}))).toBe(true);
  });
});
