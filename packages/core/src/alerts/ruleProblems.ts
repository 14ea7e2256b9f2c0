import type { Catalog, CatalogKpi, Granularity, LocalizedText } from "../kpi.ts";
import { GRANULARITIES } from "../kpi.ts";
import { LEAST_HISTORY, SEASON_GRAIN } from "./anomaly.ts";
import { type BadSide, isBeyond } from "./limits.ts";
import { grainOf, periodOfRule, type SimpleCondition } from "./ruleDefaults.ts";
import { areAlways } from "./schedule.ts";
import type { AlertLimits, AlertRuleInput, AlertWatch } from "./types.ts";

/** What is wrong with a rule: where in it, and in words for whoever wrote it. */
export interface RuleProblem {
  /** Such as `condition.red.enter`; empty for the rule as a whole. */
  path: string;
  message: LocalizedText;
}

const ID = /^[a-z0-9][a-z0-9_-]{0,63}$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
/** Rules are looked at no more often: watermarks don't move faster. */
const LEAST_SECONDS = 60;
/** Of hours of the week these are a year. */
const MOST_HISTORY = 52;

/**
 * What can be said against a rule whose shape is right, without asking for any number.
 * @param catalog as whoever saves it sees it; the files' are checked against all there is
 */
export function ruleProblems(rule: AlertRuleInput, catalog: Pick<Catalog, "kpis">): RuleProblem[] {
  const problems: RuleProblem[] = [];
  const add: Add = (path, en, es) => problems.push({ path, message: { es, en } });
  if (!ID.test(rule.id)) {
    add(
      "id",
      `"${rule.id}" is no id. Use 1 to 64 lower case letters, digits, "-" and "_", beginning with a letter or a digit.`,
      `"${rule.id}" no vale como identificador. Usa de 1 a 64 letras minúsculas, cifras, "-" y "_", y empieza por letra o cifra.`,
    );
  }
  for (const locale of ["es", "en"] as const) {
    if (rule.title[locale].trim() === "")
      add(
        `title.${locale}`,
        "The title is empty. Messages begin with it.",
        "El título está vacío. Los avisos empiezan por él.",
      );
  }
  checkTimes(rule, add);
  const { condition } = rule;
  if (condition.kind !== "composite") {
    if (!rule.watch)
      add(
        "watch",
        `A condition of kind "${condition.kind}" needs a KPI. Name it in watch.kpi.`,
        "Falta el indicador que se vigila.",
      );
    else checkPart(rule.watch, condition, rule, "", catalog, add);
    return problems;
  }
  if (rule.watch)
    add(
      "watch",
      "A composite names a KPI in each of its parts and none of its own. Take watch away.",
      "Una regla compuesta nombra un indicador en cada parte y ninguno propio.",
    );
  if (condition.of.length < 2)
    add("condition.of", "A composite has at least two parts.", "Una regla compuesta tiene al menos dos partes.");
  const { match } = condition;
  if (
    typeof match === "object" &&
    !(Number.isInteger(match.count) && match.count >= 1 && match.count <= condition.of.length)
  ) {
    add(
      "condition.match.count",
      `${match.count} of ${condition.of.length} parts can't be beyond at once.`,
      `No pueden cumplirse a la vez ${match.count} de ${condition.of.length} partes.`,
    );
  }
  for (const [index, { condition: own, ...watch }] of condition.of.entries()) {
    checkPart(watch, own, rule, `condition.of.${index}.`, catalog, add);
  }
  return problems;
}

type Add = (path: string, en: string, es: string) => void;

function checkTimes(rule: AlertRuleInput, add: Add): void {
  const { schedule, quietHours = [] } = rule;
  for (const key of ["forSeconds", "keepFiringSeconds", "remindSeconds"] as const) {
    const seconds = rule[key];
    if (seconds !== undefined && !(seconds >= 0))
      add(key, `${seconds} is no duration in seconds.`, `${seconds} no es una duración.`);
  }
  if (rule.remindSeconds !== undefined && rule.remindSeconds < 3600) {
    add(
      "remindSeconds",
      "A reminder more than once an hour would be noise. Give at least 3600.",
      "Recordar más de una vez por hora sería ruido. Pon al menos 1 hora.",
    );
  }
  if (schedule && "everySeconds" in schedule && !(schedule.everySeconds >= LEAST_SECONDS)) {
    add(
      "schedule.everySeconds",
      `Rules are looked at every ${LEAST_SECONDS} seconds at most: data come no faster.`,
      `Una regla se mira como mucho cada ${LEAST_SECONDS} segundos: los datos no llegan antes.`,
    );
  }
  if (schedule && "at" in schedule) {
    if (schedule.at.length === 0)
      add(
        "schedule.at",
        "There is no time in it, so the rule would never be looked at.",
        "No hay ninguna hora: la regla no se miraría nunca.",
      );
    for (const [index, time] of schedule.at.entries()) checkTime(time, `schedule.at.${index}`, add);
    checkDays(schedule.days, "schedule.days", add);
  }
  for (const [index, { from, to, days }] of quietHours.entries()) {
    checkTime(from, `quietHours.${index}.from`, add);
    checkTime(to, `quietHours.${index}.to`, add);
    checkDays(days, `quietHours.${index}.days`, add);
  }
  if (quietHours.every(({ from, to }) => TIME.test(from) && TIME.test(to)) && areAlways(quietHours)) {
    add(
      "quietHours",
      "They leave no moment of the week, so nobody would ever be told. Leave one out, or shorten one.",
      "No dejan ningún momento de la semana y nadie recibiría avisos. Quita una franja o acórtala.",
    );
  }
}

function checkTime(time: string, path: string, add: Add): void {
  if (!TIME.test(time))
    add(
      path,
      `"${time}" is no time of day. Give hours and minutes as HH:MM.`,
      `"${time}" no es una hora. Escríbela como HH:MM.`,
    );
}

function checkDays(days: readonly number[] | undefined, path: string, add: Add): void {
  if (!days) return;
  if (days.length === 0) add(path, "There is no day in it. Leave it out for every day.", "No hay ningún día elegido.");
  const wrong = days.find((day) => !Number.isInteger(day) || day < 1 || day > 7);
  if (wrong !== undefined)
    add(
      path,
      `${wrong} is no day of the week. 1 is Monday, 7 is Sunday.`,
      `${wrong} no es un día de la semana: 1 es lunes y 7, domingo.`,
    );
}

function checkPart(
  watch: AlertWatch,
  condition: SimpleCondition,
  rule: AlertRuleInput,
  prefix: string,
  { kpis }: Pick<Catalog, "kpis">,
  add: Add,
): void {
  const watchAt = prefix === "" ? "watch." : prefix;
  checkLimits(condition, `${prefix}condition.`, add);
  const kpi = kpis.find(({ id }) => id === watch.kpi);
  if (!kpi) {
    add(
      `${watchAt}kpi`,
      `There is no KPI "${watch.kpi}" among those you may see.`,
      `No hay ningún indicador "${watch.kpi}" entre los que puedes ver.`,
    );
    return;
  }
  const grain = grainOf(watch, kpi);
  if (isShorter(grain, kpi.grain) && (kpi.cohortLagDays || condition.kind === "target")) {
    add(
      `${watchAt}grain`,
      `"${kpi.id}" is defined by ${kpi.grain}; a ${grain} of it can't be held against that.`,
      `"${kpi.title.es}" está definido por períodos más largos que este: elige otro.`,
    );
  }
  for (const name of Object.keys(watch.filters ?? {})) {
    if (kpi.dimensions && !kpi.dimensions.includes(name)) {
      add(
        `${watchAt}filters.${name}`,
        `"${kpi.id}" can't be cut by "${name}". It can be by: ${kpi.dimensions.join(", ") || "nothing"}.`,
        `"${kpi.title.es}" no se puede filtrar por "${name}".`,
      );
    }
  }
  if (condition.kind === "target" && kpi.target === undefined) {
    add(
      `${prefix}condition.kind`,
      `"${kpi.id}" has no target in the model. Give it one, or use a threshold.`,
      `"${kpi.title.es}" no tiene meta en el modelo. Usa un umbral.`,
    );
  }
  checkPeriod(condition, kpi, grain, rule, prefix, add);
}

function checkPeriod(
  condition: SimpleCondition,
  kpi: CatalogKpi,
  grain: Granularity,
  rule: AlertRuleInput,
  prefix: string,
  add: Add,
): void {
  if (condition.kind === "anomaly" && condition.season !== "none" && SEASON_GRAIN[condition.season] !== grain) {
    const fitting = SEASON_GRAIN[condition.season];
    add(
      `${prefix}condition.season`,
      `The season "${condition.season}" is one of ${fitting}s, and this looks at ${grain}s. Use grain: ${fitting}, or season: none.`,
      "Esta temporada es de otro período. Cambia el período de la regla, o compara sin temporada.",
    );
  }
  const on = periodOfRule(rule);
  if (on === "complete" || condition.kind === "freshness") return;
  const only = (en: string, es: string) => add(prefix === "" ? "on" : `${prefix}condition.kind`, en, es);
  if (condition.kind === "anomaly" || condition.kind === "missing") {
    only(
      `A condition of kind "${condition.kind}" looks at periods that are over. Use on: complete.`,
      "Esta condición mira períodos terminados. Elige el último completo.",
    );
  }
  if (condition.kind === "target" && on === "running") {
    only(
      "A running period hasn't had the time to reach its target. Use on: projected, or on: complete.",
      "El período en curso aún no ha podido llegar a su meta. Elige el proyectado o el último completo.",
    );
  }
  if (condition.kind === "change" && on === "projected") {
    only(
      "A change is against the same stretch of the other period, so nothing needs projecting. Use on: running.",
      "Un cambio se compara con el mismo tramo del otro período: no hay nada que proyectar. Elige el período en curso.",
    );
  }
  if (kpi.comparesWholePeriods && (on === "projected" || condition.kind === "change")) {
    only(
      `"${kpi.id}" is known only of whole periods: how far the last had come by now can't be said. Use on: complete.`,
      `De "${kpi.title.es}" solo se conocen períodos enteros. Elige el último completo.`,
    );
  }
  if (grain === "hour")
    only(
      "A running hour is too short to be judged. Use on: complete, or a longer grain.",
      "Una hora en curso es poco para juzgarla. Elige la última completa o un período más largo.",
    );
  if (kpi.cohortLagDays)
    only(
      `"${kpi.id}" is known only of cohorts whose time is over. Use on: complete.`,
      `"${kpi.title.es}" solo se conoce de cohortes cuyo plazo ha terminado. Elige el último completo.`,
    );
  if (on === "projected" && grain !== kpi.grain)
    only(
      `"${kpi.id}" can be projected for a ${kpi.grain} only.`,
      `"${kpi.title.es}" solo se puede proyectar en su propio período.`,
    );
}

function checkLimits(condition: SimpleCondition, path: string, add: Add): void {
  const { amber, red } = condition as AlertLimits;
  if (!amber && !red) {
    add(
      path.slice(0, -1),
      "There is no limit, so it could never fire. Give amber, red, or both.",
      "No hay ningún límite: no saltaría nunca. Pon el amarillo, el rojo o los dos.",
    );
    return;
  }
  if (condition.kind === "anomaly") checkDeviations(condition, path, add);
  const sides: readonly BadSide[] = "direction" in condition && condition.direction === "below" ? ["below"] : ["above"];
  for (const side of sides) {
    for (const [name, limit] of [
      ["amber", amber],
      ["red", red],
    ] as const) {
      if (!limit) continue;
      if (limit.exit !== undefined && isBeyond(limit.exit, limit.enter, side)) {
        const good = side === "above" ? "at or below" : "at or above";
        add(
          `${path}${name}.exit`,
          `It is left at ${limit.exit} and entered ${side} ${limit.enter}: it would go on and off at once. The exit lies ${good} the limit.`,
          "La salida está del lado malo de la entrada: saltaría y se recuperaría a la vez.",
        );
      }
    }
    if (amber && red && isBeyond(amber.enter, red.enter, side)) {
      add(
        `${path}amber.enter`,
        `Amber (${amber.enter}) begins beyond red (${red.enter}). Swap them.`,
        "El amarillo empieza más allá que el rojo. Cámbialos.",
      );
    }
    if (amber && red && isBeyond(amber.exit ?? amber.enter, red.exit ?? red.enter, side)) {
      add(
        `${path}amber.exit`,
        "Amber is left before red is. Its exit lies on the good side of red's.",
        "El amarillo se deja antes que el rojo. Su salida va del lado bueno de la del rojo.",
      );
    }
  }
}

/** A limit on the wrong side of the median would hold half of the time. */
function checkDeviations(
  { direction, amber, red, history }: Extract<SimpleCondition, { kind: "anomaly" }>,
  path: string,
  add: Add,
): void {
  const sign = direction === "below" ? -1 : 1;
  for (const [name, limit] of Object.entries({ amber, red })) {
    if (limit && !(limit.enter * sign > 0)) {
      add(
        `${path}${name}.enter`,
        sign < 0
          ? `${limit.enter} isn't below what is usual. Limits below are negative: -3 is three deviations below.`
          : `${limit.enter} isn't away from what is usual. Give how many deviations, such as 3.`,
        sign < 0
          ? "Un límite por debajo de lo habitual es negativo: −3 son tres desviaciones por debajo."
          : "Di a cuántas desviaciones de lo habitual: por ejemplo, 3.",
      );
    }
  }
  if (history !== undefined && !(Number.isInteger(history) && history >= LEAST_HISTORY && history <= MOST_HISTORY)) {
    add(
      `${path}history`,
      `${history} earlier periods: give a whole number from ${LEAST_HISTORY} to ${MOST_HISTORY}.`,
      `Pon un número entero de períodos, de ${LEAST_HISTORY} a ${MOST_HISTORY}.`,
    );
  }
}

function isShorter(one: Granularity, other: Granularity): boolean {
  return GRANULARITIES.indexOf(one) < GRANULARITIES.indexOf(other);
}
