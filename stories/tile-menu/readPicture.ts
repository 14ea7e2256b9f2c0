type Colour = readonly [red: number, green: number, blue: number];

interface Place {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A PNG's pixels. Places are in px of the page, of which the picture has two for each. */
export async function readPicture(blob: Blob) {
  const image = await createImageBitmap(blob);
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("no canvas");
  context.drawImage(image, 0, 0);
  const pixels = ({ x, y, width, height }: Place): Colour[] => {
    const [w, h] = [Math.round(width * 2), Math.round(height * 2)];
    const { data } = context.getImageData(Math.round(x * 2), Math.round(y * 2), w, h);
    return Array.from({ length: w * h }, (_, index) => [
      data[index * 4] ?? 0,
      data[index * 4 + 1] ?? 0,
      data[index * 4 + 2] ?? 0,
    ]);
  };
  const colour = (css: string): Colour => {
    const one = new OffscreenCanvas(1, 1).getContext("2d");
    if (!one) throw new Error("no canvas");
    one.fillStyle = css;
    one.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = one.getImageData(0, 0, 1, 1).data;
    return [red, green, blue];
  };
  const isNear = (a: Colour, b: Colour) => a.every((part, index) => Math.abs(part - (b[index] ?? 0)) <= 12);
  return {
    width: image.width,
    height: image.height,
    colour,
    at: (x: number, y: number) => pixels({ x, y, width: 0.5, height: 0.5 })[0],
    /** Share of the pixels of a place that have a colour. */
    share: (place: Place, css: string) => {
      const all = pixels(place);
      const wanted = colour(css);
      return all.filter((pixel) => isNear(pixel, wanted)).length / all.length;
    },
    /** How many different colours a place has. */
    colours: (place: Place) => new Set(pixels(place).map((pixel) => pixel.join())).size,
  };
}
