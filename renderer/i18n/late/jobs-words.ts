import { addWords } from '../late-words.ts';
import { jobs as en } from './jobs.en.ts';
import { jobs as sv } from './jobs.sv.ts';

addWords({ en: { jobs: en }, sv: { jobs: sv } });
