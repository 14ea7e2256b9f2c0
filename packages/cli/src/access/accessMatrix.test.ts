import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readModel } from "../codegen/readModel.ts";
import { printAccessMatrix, readAccessMatrix } from "./accessMatrix.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "northstar-access-"));
});

afterEach(() => rm(folder, { recursive: true }));

const CUBE = `
cubes:
  - name: orders
    public: false
    sql_table: orders
    dimensions:
      - { name: tenant, sql: tenant_id, type: string, meta: { row_filters: [country] } }
      - { name: country, sql: country, type: string, meta: { row_filters: [country] } }
      - { name: buyer, sql: buyer, type: string, meta: { row_filters: [country] } }
      - { name: date, sql: ordered_at, type: time, meta: { row_filters: [country] } }
    measures:
      - name: order_count
        type: count
        meta:
          row_filters: [country]
          kpi:
            id: order_count
            version: 1
            title: { es: Pedidos, en: Orders }
            definition: { es: Pedidos por fecha., en: Orders by date. }
            unit: count
            polarity: up
            grain: month
            owner: Ventas
            sloSeconds: 300
            sources: [crm]
            roles: [marketing, analyst, consultant]
            timeDimension: date
            changelog: [{ version: 1, since: "2026-11-01", note: { es: Primera., en: First. } }]
`;

const view = (policy: string) => `
views:
  - name: sales
    cubes:
      - join_path: orders
        includes: [tenant, country, buyer, date, order_count]
    access_policy:
${policy}
`;

const POLICY = `
      - group: marketing
        member_level: { includes: "*", excludes: [buyer] }
      - groups: [analyst]
      - group: consultant
        member_level: { includes: "*", excludes: [buyer] }
        member_masking: { includes: [buyer] }
        row_level: { allow_all: true }
`;

async function matrixOf(policy: string) {
  await writeFile(join(folder, "orders.yml"), CUBE);
  await writeFile(join(folder, "sales.yml"), view(policy));
  return readAccessMatrix(await readModel(folder));
}

it("says for each role what it gets of a KPI and of a member that not all of its view's roles see", async () => {
  const matrix = await matrixOf(POLICY);
  expect(matrix.kpis).toMatchObject([
    {
      kpi: "order_count",
      member: "sales.order_count",
      access: { director: "denied", marketing: "rows", devops: "denied", analyst: "rows", consultant: "rows" },
      rowFilters: ["country"],
    },
  ]);
  expect(matrix.restricted).toMatchObject([
    {
      member: "sales.buyer",
      access: { director: "denied", marketing: "denied", devops: "denied", analyst: "rows", consultant: "masked" },
    },
  ]);
  expect(printAccessMatrix(matrix)).toContain(
    "| `sales.buyer` | denied | denied | denied | rows | masked | country |\n",
  );
});

it("takes the widest of several policies of one role, as Cube does", async () => {
  const { restricted } = await matrixOf(`${POLICY}
      - group: consultant
        member_level: { includes: [buyer] }
`);
  expect(restricted[0]?.access).toMatchObject({ marketing: "denied", consultant: "rows" });
});

it("refuses a policy that it couldn't show: a row filter of its own", async () => {
  const cut = POLICY.replace("allow_all: true", "filters: [{ member: country, operator: equals, values: [CO] }]");
  await expect(matrixOf(cut)).rejects.toThrow(/sales.*row_level/s);
});
