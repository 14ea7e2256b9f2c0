/** What a section of a view shows, for whoever asks where a metric is used. A test of the views holds it to what they declare. */
export interface SectionMetrics {
  kpis: readonly string[];
  funnels?: readonly string[];
}
