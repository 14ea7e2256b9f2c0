/** In the place of alerts that are on their way. */
export function AlertsSkeleton() {
  return (
    <ul aria-hidden="true">
      {["a", "b", "c"].map((key) => (
        <li key={key} className="ns-alert" data-level="loading">
          <span className="ns-skeleton">Retención a 60 días</span>
          <span className="ns-skeleton">00,0 %</span>
          <span className="ns-alert-detail">
            <span className="ns-skeleton">Límite 00 % · octubre</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
