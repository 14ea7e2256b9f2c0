import {
  type Locale,
  PACK_KINDS,
  type PackKind,
  type PackSchedule,
  type PackScheduleInput,
  type PackSchedules,
  type PackScheduleWhen,
} from "@northstar/core";
import { type ReactNode, useState } from "react";
import { errorWords } from "../../components/errorWords.ts";
import { useReportAction } from "../useReports.ts";
import type { ReportsInterface } from "../words.ts";

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
const WORKING_DAYS = [1, 2, 3, 4, 5] as const;

/** Changes a schedule, or makes one. What was typed stays when somebody else was faster. */
export function ScheduleForm({ ui, known, schedule, onDone }: ScheduleFormProps) {
  const { t, format } = ui;
  const { isBusy, error, send } = useReportAction();
  const [draft, setDraft] = useState<PackScheduleInput>(() =>
    schedule ? inputOf(schedule) : { ...NEW, when: { ...NEW.when, timeZone: format.timeZone } },
  );
  const set = (own: Partial<PackScheduleInput>) => setDraft({ ...draft, ...own });
  const { when, recipients } = draft;
  const isMissing = recipients.length === 0;
  const save = async () => {
    const path = schedule ? `/schedules/${encodeURIComponent(schedule.id)}` : "/schedules";
    const saved = await send<PackSchedule>(path, "version", { schedule: draft, basedOn: schedule?.version ?? null });
    if (saved) onDone();
  };
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const zones = [...new Set([when.timeZone, format.timeZone, own])];
  return (
    <form
      className="ns-report-form ns-report-said"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Field label={t("schedule.name")}>
        <input required maxLength={120} value={draft.title} onChange={({ target }) => set({ title: target.value })} />
      </Field>
      <div className="ns-report-form ns-report-row">
        <Field label={t("schedule.kind")}>
          <select value={draft.kind} onChange={({ target }) => set({ kind: target.value as PackKind })}>
            {PACK_KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {t(`report.${kind}`)}
              </option>
            ))}
          </select>
        </Field>
        <Field label={t("schedule.day")}>
          <select value={dayOf(when)} onChange={({ target }) => set({ when: withDay(when, target.value) })}>
            {WORKING_DAYS.map((nth) => (
              <option key={`working_${nth}`} value={`working_${nth}`}>
                {t(`schedule.working_${nth}`)}
              </option>
            ))}
            {WEEKDAYS.map((weekday) => (
              <option key={`weekday_${weekday}`} value={`weekday_${weekday}`}>
                {t(`schedule.weekday_${weekday}`)}
              </option>
            ))}
          </select>
        </Field>
        <Field label={t("schedule.time")}>
          <input
            type="time"
            required
            value={when.time}
            onChange={({ target }) => set({ when: { ...when, time: target.value.slice(0, 5) } })}
          />
        </Field>
        <Field label={t("schedule.zone")}>
          <select value={when.timeZone} onChange={({ target }) => set({ when: { ...when, timeZone: target.value } })}>
            {zones.map((zone) => (
              <option key={zone}>{zone}</option>
            ))}
          </select>
        </Field>
        <Field label={t("schedule.wait")}>
          <input
            type="number"
            required
            min={0}
            max={72}
            step={1}
            value={draft.waitHours}
            onChange={({ target }) => set({ waitHours: target.valueAsNumber || 0 })}
          />
        </Field>
        <Field label={t("schedule.language")}>
          <select
            value={draft.language ?? ""}
            onChange={({ target }) => set({ language: target.value === "" ? null : (target.value as Locale) })}
          >
            <option value="">{t("schedule.language_own")}</option>
            <option value="es">Español</option>
            <option value="en">English</option>
          </select>
        </Field>
      </div>
      <p className="ns-note">{t("schedule.wait_hint")}</p>
      <fieldset className="ns-report-people">
        <legend>{t("schedule.recipients")}</legend>
        <p className="ns-note">{t("schedule.recipients_hint")}</p>
        {known.directory.map(({ channel, id, kind, title, roles }) => {
          const isChosen = recipients.some((one) => one.channel === channel && one.id === id);
          const others = recipients.filter((one) => one.channel !== channel || one.id !== id);
          return (
            <label key={`${channel}/${id}`}>
              <input
                type="checkbox"
                checked={isChosen}
                onChange={() => set({ recipients: isChosen ? others : [...others, { channel, id }] })}
              />{" "}
              {t("schedule.recipient", { title, kind, roles: roles.join(", ") })}
            </label>
          );
        })}
      </fieldset>
      <div className="ns-report-buttons">
        <button type="submit" className="ns-button" data-variant="primary" disabled={isBusy || isMissing}>
          {t("schedule.save")}
        </button>
        <button type="button" className="ns-button" onClick={onDone}>
          {t("schedule.cancel")}
        </button>
      </div>
      <p role="status" className={error ? "ns-form-error" : "ns-note"}>
        {isMissing && t("schedule.needs_recipient")}
        {error &&
          (error.code === "report_changed"
            ? t("schedule.theirs")
            : t("schedule.failed", { why: errorWords(error, t) }))}
      </p>
    </form>
  );
}

interface ScheduleFormProps {
  ui: ReportsInterface;
  known: PackSchedules;
  /** As it is kept now; null for a new one. */
  schedule: PackSchedule | null;
  onDone: () => void;
}

const NEW: PackScheduleInput = {
  title: "",
  kind: "wbr",
  values: {},
  when: { on: "working_day", nth: 1, time: "08:00", timeZone: "UTC" },
  waitHours: 6,
  recipients: [],
  language: null,
  enabled: true,
};

/** What of a schedule is its people's to change. */
export function inputOf(schedule: PackScheduleInput): PackScheduleInput {
  const { title, kind, values, when, waitHours, recipients, language, enabled } = schedule;
  return { title, kind, values, when, waitHours, recipients, language, enabled };
}

const dayOf = (when: PackScheduleWhen) => (when.on === "weekday" ? `weekday_${when.weekday}` : `working_${when.nth}`);

function withDay({ time, timeZone }: PackScheduleWhen, day: string): PackScheduleWhen {
  const [on, count] = day.split("_");
  const place = Number(count);
  return on === "weekday" ? { on, weekday: place, time, timeZone } : { on: "working_day", nth: place, time, timeZone };
}

function Field({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is its child
    <label>
      {label}
      {children}
    </label>
  );
}
