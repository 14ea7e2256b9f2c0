/** Hands a file to the reader's downloads. */
export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The download has begun when the click is over; the browser keeps what it reads.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
