import type { Texts } from "../texts.ts";

const es = {
  "adoption.title": "Uso del tablero",
  "adoption.this_week": "semana en curso, {period}",

  "adoption.criteria": "Criterios de éxito",
  "adoption.criteria_note":
    "Lo que el encargo pide del tablero. La frescura y los roles son de la semana en curso; los reportes, del período elegido.",
  "adoption.freshness": "KPI tácticos a 5 min o menos",
  "adoption.roles": "Roles que lo usaron esta semana",
  "adoption.time": "Tiempo ahorrado en reportes",
  "adoption.packs": "Revisiones hechas con el tablero",
  "adoption.at_least": "Meta: al menos {target}",
  "adoption.more_than": "Meta: más de {target}",
  "adoption.met": "Se cumple",
  "adoption.missed": "No se cumple todavía",
  "adoption.unknown": "Sin datos para juzgarlo",
  "adoption.no_baseline": "Sin datos para juzgarlo: falta decir cuánto llevaba antes cada reporte",

  "adoption.who": "Quién lo usó esta semana",
  "adoption.role": "Rol",
  "adoption.people": "Personas",
  "adoption.kpi_views": "KPI mostrados",
  "adoption.views": "Vistas",
  "adoption.none_used": "nadie todavía",
  "adoption.view_count": "{view} ({count})",
  "adoption.no_view": "fuera de una vista",
  "adoption.view_adoption": "Uso del tablero",
  "adoption.empty": "Todavía no se ha contado ningún uso esta semana",
  "adoption.empty_detail":
    "Se cuenta cada KPI que alguien ve, una vez por apertura de una vista, en los portales que lo permiten. Los primeros números aparecen a los pocos minutos.",

  "adoption.by_week": "Semana a semana",
  "adoption.by_week_note": "Últimas {count} semanas; la que está en curso, con trazo discontinuo.",
  "adoption.freshness_by_week": "KPI tácticos servidos a tiempo, por semana",
  "adoption.readers_by_week": "Personas y roles, por semana",
  "adoption.readers": "Personas",
  "adoption.active_roles": "Roles",

  "adoption.reports": "Reportes",
  "adoption.reports_note": "Revisiones y archivos hechos con el tablero, y lo que tardó en hacerse cada uno.",
  "adoption.reports_made": "Reportes hechos",
  "adoption.report_minutes": "Minutos por reporte",
  "adoption.review_packs": "Revisiones con paquete",
  "adoption.kind": "Tipo",
  "adoption.kind_wbr": "Revisión semanal (WBR)",
  "adoption.kind_mbr": "Revisión mensual (MBR)",
  "adoption.kind_qbr": "Revisión trimestral (QBR)",
  "adoption.kind_export": "Archivo exportado",
  "adoption.kind_other": "Otro",
  "adoption.no_reports": "No se hizo ningún reporte en el período",
  "adoption.no_reports_detail": "Elige un período más largo, o haz una revisión en la página de revisiones.",

  "adoption.alerts": "Alertas reconocidas",
  "adoption.alerts_note": "Las alertas que ve tu rol, por la semana en que se dispararon.",
  "adoption.alerts_share": "Reconocidas",
  "adoption.alerts_fired": "Disparadas",
  "adoption.alerts_median": "Tiempo hasta reconocerlas (mediana)",
  "adoption.alerts_seen": "Reconocidas",
  "adoption.no_alerts": "Ninguna alerta se disparó en estas semanas",
  "adoption.no_alerts_detail": "Aquí se ve cuántas se reconocen y en cuánto tiempo.",
  "adoption.alerts_off": "Este servidor no guarda alertas",
  "adoption.alerts_off_detail": "Sin ellas no se sabe cuántas se reconocen. Quien opera el servidor puede activarlas.",
} as const;

export type AdoptionKey = keyof typeof es;

const en: Record<AdoptionKey, string> = {
  "adoption.title": "Use of the dashboard",
  "adoption.this_week": "this week, {period}",

  "adoption.criteria": "Success criteria",
  "adoption.criteria_note":
    "What the brief asks of the dashboard. Freshness and roles are of this week; reports are of the chosen period.",
  "adoption.freshness": "Tactical KPIs within 5 min",
  "adoption.roles": "Roles that used it this week",
  "adoption.time": "Reporting time saved",
  "adoption.packs": "Reviews made with the dashboard",
  "adoption.at_least": "Target: at least {target}",
  "adoption.more_than": "Target: more than {target}",
  "adoption.met": "Met",
  "adoption.missed": "Not met yet",
  "adoption.unknown": "No data to judge it by",
  "adoption.no_baseline": "No data to judge it by: how long each report took before isn't set",

  "adoption.who": "Who used it this week",
  "adoption.role": "Role",
  "adoption.people": "People",
  "adoption.kpi_views": "KPIs shown",
  "adoption.views": "Views",
  "adoption.none_used": "nobody yet",
  "adoption.view_count": "{view} ({count})",
  "adoption.no_view": "outside of a view",
  "adoption.view_adoption": "Use of the dashboard",
  "adoption.empty": "No use has been counted this week yet",
  "adoption.empty_detail":
    "Each KPI that somebody sees is counted, once for each opening of a view, in portals that allow it. The first numbers come within minutes.",

  "adoption.by_week": "Week by week",
  "adoption.by_week_note": "The last {count} weeks; the running one is dashed.",
  "adoption.freshness_by_week": "Tactical KPIs served in time, by week",
  "adoption.readers_by_week": "People and roles, by week",
  "adoption.readers": "People",
  "adoption.active_roles": "Roles",

  "adoption.reports": "Reports",
  "adoption.reports_note": "Reviews and files that were made with the dashboard, and how long making each took.",
  "adoption.reports_made": "Reports made",
  "adoption.report_minutes": "Minutes per report",
  "adoption.review_packs": "Reviews from packs",
  "adoption.kind": "Kind",
  "adoption.kind_wbr": "Weekly review (WBR)",
  "adoption.kind_mbr": "Monthly review (MBR)",
  "adoption.kind_qbr": "Quarterly review (QBR)",
  "adoption.kind_export": "Exported file",
  "adoption.kind_other": "Other",
  "adoption.no_reports": "No report was made in the period",
  "adoption.no_reports_detail": "Choose a longer period, or make a review on the page of reviews.",

  "adoption.alerts": "Alerts acknowledged",
  "adoption.alerts_note": "The alerts that your role sees, by the week in which they fired.",
  "adoption.alerts_share": "Acknowledged",
  "adoption.alerts_fired": "Fired",
  "adoption.alerts_median": "Time to acknowledge (median)",
  "adoption.alerts_seen": "Acknowledged",
  "adoption.no_alerts": "No alert fired in these weeks",
  "adoption.no_alerts_detail": "How many are acknowledged, and how fast, is shown here.",
  "adoption.alerts_off": "This server keeps no alerts",
  "adoption.alerts_off_detail":
    "Without them it isn't known how many are acknowledged. Who operates the server can turn them on.",
};

/** Words of the view of the dashboard's own use. */
export const adoptionTexts: Texts<AdoptionKey> = { es, en };
