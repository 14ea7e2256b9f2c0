import { ALERT_SEVERITIES, type AlertChannel, type AlertRoute, type AlertRuleInput, severityOf } from "@northstar/core";
import { DurationField, SelectField, TextField } from "./FormFields.tsx";
import { QuietFields } from "./QuietFields.tsx";
import { useRuleForm } from "./ruleFormContext.ts";

/** How urgent it is, who answers for it, who is told by what, and when not. */
export function ToldFields({ draft, channels, onChange }: ToldFieldsProps) {
  const { ui, problemAt } = useRuleForm();
  const { t } = ui;
  const { routes } = draft;
  const way = routes === undefined ? "default" : routes.length === 0 ? "tiles" : "own";
  const withRoutes = (next: readonly AlertRoute[] | undefined) => {
    const { routes: _, ...rest } = draft;
    onChange(next ? { ...rest, routes: next } : rest);
  };
  const [first] = channels ?? [];
  return (
    <>
      <div className="ns-rule-row">
        <SelectField
          label={t("alert_rules.severity")}
          value={severityOf(draft)}
          options={ALERT_SEVERITIES.map((value) => ({ value, label: t(`alert_rules.severity_${value}`) }))}
          onChange={(severity) => onChange({ ...draft, severity })}
        />
        <TextField
          label={t("alert_rules.owner")}
          problem={problemAt("owner")}
          value={draft.owner}
          onChange={(owner) => onChange({ ...draft, owner })}
        />
      </div>
      <div className="ns-rule-row">
        <SelectField
          label={t("alert_rules.routes")}
          problem={problemAt("routes")}
          value={way}
          options={[
            { value: "default", label: t("alert_rules.routes_default") },
            { value: "own", label: t("alert_rules.routes_own"), isOff: first === undefined && way !== "own" },
            { value: "tiles", label: t("alert_rules.routes_tiles") },
          ]}
          onChange={(next) =>
            withRoutes(next === "default" ? undefined : next === "own" && first ? [{ channel: first.name }] : [])
          }
        />
        <DurationField
          label={t("alert_rules.remind")}
          problem={problemAt("remindSeconds")}
          seconds={draft.remindSeconds}
          unit={{ seconds: 3600, name: t("alert_rules.hours") }}
          onChange={(seconds) => {
            const { remindSeconds: _, ...rest } = draft;
            onChange(seconds === undefined ? rest : { ...rest, remindSeconds: seconds });
          }}
        />
      </div>
      {channels !== null && first === undefined && <p className="ns-note">{t("alert_rules.no_channels")}</p>}
      {way === "own" && (
        <ul className="ns-rule-list">
          {(channels ?? []).map((channel) => (
            <ChannelRow
              key={channel.name}
              channel={channel}
              route={routes?.find((one) => one.channel === channel.name) ?? null}
              onChange={(route) => {
                const others = (routes ?? []).filter((one) => one.channel !== channel.name);
                withRoutes(route ? [...others, route] : others);
              }}
            />
          ))}
        </ul>
      )}
      <QuietFields
        hours={draft.quietHours ?? []}
        onChange={(hours) => {
          const { quietHours: _, ...rest } = draft;
          onChange(hours.length === 0 ? rest : { ...rest, quietHours: hours });
        }}
      />
    </>
  );
}

/** A channel, and of its recipients those that are told: all until one is taken away. */
function ChannelRow({ channel, route, onChange }: ChannelRowProps) {
  const { t } = useRuleForm().ui;
  const { name, kind, problem, recipients } = channel;
  const all = recipients.map(({ id }) => id);
  const chosen = new Set(route?.recipients ?? all);
  return (
    <li>
      <label className="ns-rule-check">
        <input
          type="checkbox"
          checked={route !== null}
          onChange={({ target }) => onChange(target.checked ? { channel: name } : null)}
        />
        {name} <span className="ns-alert-minor">{kind}</span>
      </label>
      {problem !== null && <p className="ns-form-error">{t("alert_rules.channel_problem", { problem })}</p>}
      {route && recipients.length > 1 && (
        <div className="ns-rule-checks">
          {recipients.map(({ id, title }) => (
            <label key={id} className="ns-rule-check">
              <input
                type="checkbox"
                checked={chosen.has(id)}
                onChange={({ target }) => {
                  const next = all.filter((each) => (each === id ? target.checked : chosen.has(each)));
                  if (next.length === 0) onChange(null);
                  else onChange({ ...route, recipients: next.length === all.length ? undefined : next });
                }}
              />
              {title}
            </label>
          ))}
        </div>
      )}
    </li>
  );
}

interface ChannelRowProps {
  channel: AlertChannel;
  /** Null when this channel isn't used. */
  route: AlertRoute | null;
  onChange(route: AlertRoute | null): void;
}

interface ToldFieldsProps {
  draft: AlertRuleInput;
  /** Null until it is known which there are. */
  channels: readonly AlertChannel[] | null;
  onChange(draft: AlertRuleInput): void;
}
