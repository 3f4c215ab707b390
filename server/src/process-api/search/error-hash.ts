/** What errors are told apart by: a number of 31 bits for each message. */

/** The number of the message in this expression. */
export function errorHash(message: string): string {
  return `(hashtext(${message})::bigint & 2147483647)`;
}
