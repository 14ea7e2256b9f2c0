/** The body of an answer; null when it is longer than `maxBytes`, and then the rest isn't fetched. */
export async function readLimited(answer: Response, maxBytes: number): Promise<Buffer | null> {
  if (!answer.body) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of answer.body) {
    bytes += chunk.byteLength;
    // Leaving the loop cancels the stream.
    if (bytes > maxBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
