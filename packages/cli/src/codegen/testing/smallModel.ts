import { writeFile } from "node:fs/promises";
import { join } from "node:path";

const KPI = {
  id: "visits",
  version: 2,
  title: "{ es: Visitas, en: Visits }",
  definition: "{ es: Visitas del día., en: Visits of the day. }",
  unit: "count",
  polarity: "up",
  grain: "day",
  owner: "Marketing",
  sloSeconds: "300",
  sources: "[ga4]",
  roles: "[marketing]",
  timeDimension: "date",
  changelog:
    '[{ version: 1, since: "2025-01-01", note: { es: Nada, en: Nothing } }, { version: 2, since: "2026-01-01", note: { es: Nada, en: Nothing } }]',
};

/** Values of `meta.kpi` as YAML; undefined leaves a key out. */
export type KpiYaml = Partial<
  Record<keyof typeof KPI | "target" | "thresholds" | "aliases" | "breakdowns", string | number | undefined>
>;

/** One cube, `visits`, and one view, `traffic`, that shows its measure `total` as the KPI `visits`. `view` is YAML that follows the view's. */
export async function writeSmallModel(folder: string, kpi: KpiYaml = {}, view = ""): Promise<void> {
  const lines = Object.entries({ ...KPI, ...kpi }).flatMap(([key, value]) =>
    value === undefined ? [] : [`            ${key}: ${value}`],
  );
  await writeFile(
    join(folder, "visits.yml"),
    `cubes:
  - name: visits
    public: false
    sql_table: visits
    dimensions:
      - { name: tenant, sql: tenant_id, type: string }
      - { name: country, sql: country, type: string }
      - { name: date, sql: at, type: time }
    measures:
      - name: total
        type: count
        meta:
          row_filters: [country]
          kpi:
${lines.join("\n")}
`,
  );
  await writeFile(
    join(folder, "traffic.yml"),
    `views:
  - name: traffic
    cubes:
      - join_path: visits
        includes: [tenant, country, date, { name: total, alias: visits }]
    access_policy:
      - group: marketing
        member_level: { includes: "*" }
${view}`,
  );
}

/** YAML of a view's funnel over the measure `visits`; `more` is one line more of it. */
export function funnelYaml(id: string, more = ""): string {
  return `    meta:
      funnels:
        - id: ${id}
          version: 1
          changelog: [{ version: 1, since: "2026-01-01", note: { es: Nada, en: Nothing } }]
          title: { es: Camino, en: Path }
          definition: { es: Camino, en: Path }
          timeDimension: date
          breakdowns: [country]
          sources: [ga4]
          sloSeconds: 300
          ${more}
          steps:
            - { id: a, title: { es: A, en: A }, measure: visits }
            - { id: b, title: { es: B, en: B }, measure: visits }
`;
}
