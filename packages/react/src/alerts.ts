"use client";
export { AlertHistory, type AlertHistoryProps } from "./alerts/AlertHistory.tsx";
export { AlertRuleEditor, type AlertRuleEditorProps } from "./alerts/AlertRuleEditor.tsx";
