/** Where a message leads. Null where the server wasn't told its own address, or there is nothing to acknowledge. */
export interface MessageLinks {
  portal: string | null;
  acknowledge: string | null;
  unsubscribe: string | null;
}
