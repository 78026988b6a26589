import { describe, expect, it } from 'vitest';
import { openTimeZone } from '../schedule/time-zones.ts';
import { findMoment, parseMoment } from './moments.ts';

const from = Date.parse('2027-06-15T20:00:00Z');

describe('findMoment', () => {
  it.each([
    ['2027-06-15T20:30:00Z', 'Europe/Stockholm', '2027-06-15T20:30:00.000Z'],
    ['2027-06-15T20:30:00+02:00', 'UTC', '2027-06-15T18:30:00.000Z'],
    ['2027-06-15T20:30', 'Europe/Stockholm', '2027-06-15T18:30:00.000Z'],
    ['2027-06-15', 'Europe/Stockholm', '2027-06-14T22:00:00.000Z'],
    // The day of 22:00 in Stockholm, though the time has gone by.
    ['06:30', 'Europe/Stockholm', '2027-06-15T04:30:00.000Z'],
    ['23:15:30', 'Europe/Stockholm', '2027-06-15T21:15:30.000Z'],
    ['06:30', 'Asia/Tokyo', '2027-06-15T21:30:00.000Z'],
    // Left out by the clock in spring: moved behind. Twice in autumn: the first.
    ['2027-03-28T02:30', 'Europe/Stockholm', '2027-03-28T01:30:00.000Z'],
    ['2026-10-25T02:30', 'Europe/Stockholm', '2026-10-25T00:30:00.000Z'],
  ])('%s in %s is %s', (text, name, wanted) => {
    const [moment, zone] = [parseMoment(text), openTimeZone(name)];
    expect(moment).not.toBeNull();
    expect(zone).not.toBeNull();
    if (moment === null || zone === null) return;
    expect(new Date(findMoment(moment, zone, from)).toISOString()).toBe(wanted);
  });

  it.each(['', 'tomorrow', '25:00', '06:60', '2027-13-01', '2027-06-15T25:00Z'])('%j is none', (text) => {
    expect(parseMoment(text)).toBeNull();
  });
});
