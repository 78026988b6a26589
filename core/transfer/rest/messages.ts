/** An object as JSON gives it. */
export type Message = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is Message {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object under a name; empty where there is none. */
export function part(message: Message, name: string): Message {
  const value = message[name];
  return isRecord(value) ? value : {};
}

/** The objects in the list under a name. */
export function parts(message: Message, name: string): Message[] {
  const value = message[name];
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
