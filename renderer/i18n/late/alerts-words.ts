import { addWords } from '../late-words.ts';
import { alertDesk as en } from './alerts.en.ts';
import { alertDesk as sv } from './alerts.sv.ts';

addWords({ en: { alertDesk: en }, sv: { alertDesk: sv } });
