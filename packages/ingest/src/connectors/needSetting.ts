import { ConnectorError } from "./connectorError.ts";

/** The value of a setting. @throws ConnectorError `setting_missing` */
export function needSetting(context: { setting(name: string): string | null }, name: string): string {
  const value = context.setting(name);
  if (value === null || value === "") throw new ConnectorError("setting_missing", `${name} isn't set.`);
  return value;
}
