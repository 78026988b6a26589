import { addWords } from '../late-words.ts';
import { lineageMap as en } from './lineage.en.ts';
import { lineageMap as sv } from './lineage.sv.ts';

addWords({ en: { lineageMap: en }, sv: { lineageMap: sv } });
