import { addWords } from '../late-words.ts';
import { python as en } from './python.en.ts';
import { python as sv } from './python.sv.ts';

addWords({ en: { python: en }, sv: { python: sv } });
