import type { Page } from "playwright";

/** Of 255 in a channel: a rounded corner at a fraction of a pixel is drawn a little differently each time. */
const TOLERANCE = 48;
/** Pixels of a picture that may differ by more: the corners of what floats. A letter has more. */
const FEW = 40;

/** How many pixels of two PNGs differ, and in which box; null when none does that is seen. */
export async function comparePictures(page: Page, one: Buffer, other: Buffer): Promise<string | null> {
  if (one.equals(other)) return null;
  return page.evaluate(
    async ([first, second, tolerance, few]) => {
      const read = async (base64: string) => {
        const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
        const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
        const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
        context?.drawImage(bitmap, 0, 0);
        const { width, height } = bitmap;
        return { width, height, data: context?.getImageData(0, 0, width, height).data ?? [] };
      };
      const [a, b] = [await read(first), await read(second)];
      if (a.width !== b.width || a.height !== b.height) return `${a.width} × ${a.height}, not ${b.width} × ${b.height}`;
      let count = 0;
      const box = { left: a.width, top: a.height, right: 0, bottom: 0 };
      for (let at = 0; at < a.data.length; at += 4) {
        const distance = (channel: number) => Math.abs((a.data[at + channel] ?? 0) - (b.data[at + channel] ?? 0));
        if (Math.max(distance(0), distance(1), distance(2)) <= tolerance) continue;
        const [x, y] = [(at / 4) % a.width, Math.floor(at / 4 / a.width)];
        count += 1;
        box.left = Math.min(box.left, x);
        box.right = Math.max(box.right, x);
        box.top = Math.min(box.top, y);
        box.bottom = Math.max(box.bottom, y);
      }
      return count <= few ? null : `${count} pixels, ${JSON.stringify(box)} of ${a.width} × ${a.height}`;
    },
    [one.toString("base64"), other.toString("base64"), TOLERANCE, FEW] as const,
  );
}
