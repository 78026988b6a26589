import { addWords } from '../late-words.ts';
import { cron as en } from './cron.en.ts';
import { cron as sv } from './cron.sv.ts';

addWords({ en: { cron: en }, sv: { cron: sv } });
