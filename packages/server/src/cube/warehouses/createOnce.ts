/**
 * The statement that fills a rollup's table, doing nothing when the table is there. A rollup's name holds the version of its content: one that is there
 * already is the one that was to be built.
 */
export function createOnce(sql: string): string {
  return sql.replace(/^\s*CREATE TABLE (?!IF NOT EXISTS)/i, "CREATE TABLE IF NOT EXISTS ");
}
