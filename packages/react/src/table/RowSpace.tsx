/** The room of rows that are left out; no row itself. */
export function RowSpace({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row without tabIndex takes no focus
    <tr aria-hidden="true" className="ns-data-space">
      <td style={{ blockSize: height }} />
    </tr>
  );
}
