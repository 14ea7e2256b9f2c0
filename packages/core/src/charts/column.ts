/** Values by place. A gap is `null` in a plain array, `NaN` in a typed one. */
export type ColumnValues = Float64Array | readonly (number | null)[];

/** As a typed array, in which a gap is `NaN`; one that is typed already isn't copied. */
export function toColumn(values: ColumnValues): Float64Array {
  if (values instanceof Float64Array) return values;
  const column = new Float64Array(values.length);
  for (let place = 0; place < values.length; place += 1) column[place] = values[place] ?? Number.NaN;
  return column;
}

/** The value at a place, null where there is none. */
export function valueAt(values: ColumnValues, place: number): number | null {
  const value = values[place];
  return value === undefined || value === null || !Number.isFinite(value) ? null : value;
}

/** The place of the last value, -1 without one. */
export function lastKnownPlace(column: Float64Array): number {
  for (let place = column.length - 1; place >= 0; place -= 1) if (Number.isFinite(column[place])) return place;
  return -1;
}

/** Lowest and highest value of several columns, null without any. A loop: an argument list of 100,000 values is too long. */
export function columnsRange(columns: readonly Float64Array[]): readonly [lowest: number, highest: number] | null {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (const column of columns) {
    for (let place = 0; place < column.length; place += 1) {
      const value = column[place] ?? Number.NaN;
      if (!Number.isFinite(value)) continue;
      if (value < lowest) lowest = value;
      if (value > highest) highest = value;
    }
  }
  return lowest <= highest ? [lowest, highest] : null;
}
