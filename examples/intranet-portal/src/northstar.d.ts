// Registers the model's generated catalogue: a KPI or funnel name that isn't in it fails `tsc`.
import "@northstar/cube-model/catalog";
