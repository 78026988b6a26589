import { addWords } from '../late-words.ts';
import { registry as english } from './registry.en.ts';
import { registry as swedish } from './registry.sv.ts';

addWords({ en: { registry: english }, sv: { registry: swedish } });
