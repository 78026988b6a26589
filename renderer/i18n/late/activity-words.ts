import { addWords } from '../late-words.ts';
import * as en from './activity.en.ts';
import * as sv from './activity.sv.ts';

addWords({ en, sv });
