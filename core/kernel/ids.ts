import { randomBytes, randomInt } from 'node:crypto';

/** Where ids and names come from: tests put a counting fake in its place. */
export interface Ids {
  /** 32 lowercase hex characters, as MLflow makes run ids. */
  runId(): string;
  /** A secret or a name that nobody can guess: 43 URL-safe characters, 256 bits. */
  token(): string;
  /** `adjective-noun-NNN`, for a run that was given no name; at most 20 characters. */
  runName(): string;
}

export const randomIds: Ids = {
  runId: () => randomBytes(16).toString('hex'),
  token: () => randomBytes(32).toString('base64url'),
  runName: () => `${pick(adjectives)}-${pick(nouns)}-${randomInt(1000)}`,
};

function pick(words: readonly string[]): string {
  return words[randomInt(words.length)] ?? 'plain';
}

const adjectives: readonly string[] = (
  'amber brave brisk calm clear clever copper crisp dapper deft dusky eager early easy fair fleet fresh frosty gentle ' +
  'glad golden grand hardy hazel honest humble keen kind late light lively lucky mellow merry mighty mild misty mossy ' +
  'neat nimble noble olive patient plain proud quick quiet rapid ready rosy rustic sage silent silver sleek snowy ' +
  'sober solid spry steady stout sunny swift tidy timely upbeat vivid warm wild windy wise witty young'
).split(' ');

const nouns: readonly string[] = (
  'auk bittern brant bunting coot crake crane curlew dipper dotterel dove dunlin eider falcon finch fulmar gannet ' +
  'godwit goose grebe grouse gull harrier hawk heron hobby ibis jackdaw jay kestrel kite knot lapwing lark linnet ' +
  'magpie mallard martin merlin murre nightjar oriole osprey ouzel owl partridge petrel pipit plover puffin quail ' +
  'rail raven redpoll robin rook ruff scoter serin shrike siskin skua smew snipe sparrow starling stilt stint stork ' +
  'swan swift teal tern thrush tit turnstone twite wagtail warbler wheatear wigeon wren wryneck'
).split(' ');
