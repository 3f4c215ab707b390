/** Bodies to begin with for what is not `/v2`, as `/api/docs` shows them. Ids, codes and dates are to be one's own. */

/** To the questions of M02. */
const ANSWERS = { hasLicence: true, hasStaff: false, coldFood: false, viaAgent: false };

/** By route. */
export const platformExamples: Readonly<Record<string, object>> = {
  "POST /oauth/token": {
    grant_type: "client_credentials",
    client_id: "billing",
    client_secret: "",
  },
  "POST /api/auth/login": { username: "wangfang", password: "" },
  "PUT /api/me": { locale: "en" },
  "POST /api/demo/clock": { advance: "P1D" },
  "POST /api/matters/{id}/checklist": { answers: ANSWERS },
  "POST /api/cases": { matterId: "M02", answers: ANSWERS },
  "PUT /api/cases/{id}/draft": { answers: ANSWERS, channel: "online" },
  "POST /api/cases/{id}/submit": { declaration: true, idempotencyKey: "submit-1" },
  "POST /api/cases/{id}/correction": { declaration: true },
  "PUT /api/cases/{id}/delivery": { kind: "window" },
  "POST /api/cases/{id}/withdraw": { reason: "不再开店" },
  "POST /api/cases/{id}/evaluation": { grade: 5, text: "办得很快" },
  "POST /api/cases/{id}/booking": { date: "2026-12-01", slot: "09:30" },
  "POST /api/track": { caseNumber: "", queryCode: "" },
  "PUT /api/tasks/{id}/draft": { data: { opinion: "材料齐全" } },
  "POST /api/tasks/{id}/complete": { data: { opinion: "材料齐全" } },
  "POST /api/simulators/{deviceId}/actions": { action: "scan", bookingCode: "NOBODY22" },
  "POST /api/hall/arrivals": { bookingCode: "NOBODY22" },
  "POST /api/models/deploy": { xml: "<definitions/>", comment: "One review more" },
  "POST /api/operations": {
    selection: { processId: "stage-review" },
    work: { kind: "resolveIncidents" },
  },
};
