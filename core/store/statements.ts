/** How many prepared statements are kept: search makes new texts for new filters, so the oldest go first. */
const maxStatements = 400;

/** Returns a `prepare` that remembers statements by their text, least recently used out first. */
export function createStatementCache<S>(prepare: (sql: string) => S): (sql: string) => S {
  const statements = new Map<string, S>();
  return (sql) => {
    const known = statements.get(sql);
    if (known !== undefined) {
      if (statements.size >= maxStatements) {
        statements.delete(sql);
        statements.set(sql, known);
      }
      return known;
    }
    if (statements.size >= maxStatements) dropOldest(statements);
    const made = prepare(sql);
    statements.set(sql, made);
    return made;
  };
}

function dropOldest(statements: Map<string, unknown>): void {
  const oldest = statements.keys().next();
  if (oldest.done !== true) statements.delete(oldest.value);
}
