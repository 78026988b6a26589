import { addWords } from '../late-words.ts';
import { cron as en, scheduleMore as moreEn } from './cron.en.ts';
import { cron as sv, scheduleMore as moreSv } from './cron.sv.ts';

addWords({ en: { cron: en, scheduleMore: moreEn }, sv: { cron: sv, scheduleMore: moreSv } });
