/** `team=growth, area=andes` as labels; a part without a value keeps its key, so that it can be told. @returns nothing for no words */
export function readLabels(text: string): Readonly<Record<string, string>> | undefined {
  const parts = text.split(",").filter((part) => part.trim() !== "");
  if (parts.length === 0) return undefined;
  return Object.fromEntries(
    parts.map((part) => {
      const [key = "", ...value] = part.split("=");
      return [key.trim(), value.join("=").trim()];
    }),
  );
}

export function writeLabels(labels: Readonly<Record<string, string>> = {}): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(", ");
}

export function areWhole(labels: Readonly<Record<string, string>>): boolean {
  return Object.entries(labels).every(([key, value]) => key !== "" && value !== "");
}
