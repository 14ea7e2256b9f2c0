/** What a section of a view shows: the view reads it from here, and so does whoever asks where a metric is used. */
export interface SectionMetrics {
  kpis: readonly string[];
  funnels?: readonly string[];
}
