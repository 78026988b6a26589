import { addWords } from '../late-words.ts';
import * as en from './places.en.ts';
import * as sv from './places.sv.ts';

addWords({ en, sv });
