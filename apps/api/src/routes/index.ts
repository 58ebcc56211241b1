import type { Route } from "#route/define.ts";
import { listBouncesRoute } from "#routes/bounces/list.ts";
import { reportBounceRoute } from "#routes/bounces/report.ts";
import { lookupRoute } from "#routes/contacts/lookup.ts";
import { revealRoute } from "#routes/contacts/reveal.ts";
import { searchRoute } from "#routes/contacts/search.ts";
import { showAudit } from "#routes/credits/audit.ts";
import { listEntries } from "#routes/credits/entries.ts";
import { showEntryRoute } from "#routes/credits/entry.ts";
import { showCredits } from "#routes/credits/show.ts";
import { showErrors } from "#routes/docs/errors.ts";
import { showDocument } from "#routes/docs/openapi.ts";
import { showDocs } from "#routes/docs/page.ts";
import { showLiveness } from "#routes/health/live.ts";
import { showReadiness } from "#routes/health/ready.ts";
import { showHome } from "#routes/home/show.ts";
import { cancelJobRoute } from "#routes/jobs/cancel.ts";
import { deleteJobRoute } from "#routes/jobs/delete.ts";
import { watchJob } from "#routes/jobs/events.ts";
import { pauseJobRoute } from "#routes/jobs/pause.ts";
import { previewJobRoute } from "#routes/jobs/preview.ts";
import { rerunJobRoute } from "#routes/jobs/rerun.ts";
import { resumeJobRoute } from "#routes/jobs/resume.ts";
import { createJobRoute } from "#routes/jobs/create.ts";
import { showJob } from "#routes/jobs/show.ts";
import { listJobsRoute } from "#routes/jobs/list.ts";
import { showRowRoute } from "#routes/jobs/row.ts";
import { showResults } from "#routes/jobs/results.ts";
import { createKeyRoute } from "#routes/keys/create.ts";
import { listKeysRoute } from "#routes/keys/list.ts";
import { revokeKeyRoute } from "#routes/keys/revoke.ts";
import { rollKeyRoute } from "#routes/keys/roll.ts";
import { reportScannedLeaks } from "#routes/leaks/report-scanned.ts";
import { reportLeakRoute } from "#routes/leaks/report.ts";
import { listMailProvidersRoute } from "#routes/mail-providers/list.ts";
import { pauseMailProviderRoute } from "#routes/mail-providers/pause.ts";
import { resumeMailProviderRoute } from "#routes/mail-providers/resume.ts";
import { showMetrics } from "#routes/metrics/show.ts";
import { createContacts } from "#routes/directory/add.ts";
import { createErasure } from "#routes/directory/erase.ts";
import { exportDirectory } from "#routes/directory/export.ts";
import { importDirectory } from "#routes/directory/import.ts";
import { showDoctor } from "#routes/ops/doctor.ts";
import { listEgresses } from "#routes/ops/egress.ts";
import { createGrant } from "#routes/ops/grant.ts";
import { chooseProvidersRoute } from "#routes/providers/choose.ts";
import { listProvidersRoute } from "#routes/providers/list.ts";
import { createPurchase } from "#routes/purchases/create.ts";
import { acceptInvitationRoute } from "#routes/invitations/accept.ts";
import { createInvitationRoute } from "#routes/invitations/create.ts";
import { listInvitationsRoute } from "#routes/invitations/list.ts";
import { revokeInvitationRoute } from "#routes/invitations/revoke.ts";
import { changeRoleRoute } from "#routes/members/change-role.ts";
import { listMembersRoute } from "#routes/members/list.ts";
import { removeMemberRoute } from "#routes/members/remove.ts";
import { inviteOrganization } from "#routes/ops/invite.ts";
import { changePassword } from "#routes/session/change-password.ts";
import { createSession } from "#routes/session/create.ts";
import { deleteSession } from "#routes/session/delete.ts";
import { endSessionRoute } from "#routes/session/end.ts";
import { listSessionsRoute } from "#routes/session/list.ts";
import { showSession } from "#routes/session/show.ts";
import { enrichRoute } from "#routes/single/enrich.ts";
import { verifyRoute } from "#routes/single/verify.ts";
import { createSignup } from "#routes/signup/create.ts";
import { addServerSuppressions, addSuppressionsRoute } from "#routes/suppressions/add.ts";
import { listServerSuppressions, listSuppressionsRoute } from "#routes/suppressions/list.ts";
import { removeServerSuppression, removeSuppressionRoute } from "#routes/suppressions/remove.ts";
import { showUsage } from "#routes/usage/show.ts";
import { showCalibration } from "#routes/verdict/calibration.ts";
import { createReclassification } from "#routes/verdict/reclassify.ts";
import { showReclassificationRoute } from "#routes/verdict/show-reclassification.ts";
import { createWebhook } from "#routes/webhooks/create.ts";
import { enableWebhookRoute } from "#routes/webhooks/enable.ts";
import { listDeliveriesRoute } from "#routes/webhooks/deliveries.ts";
import { listEventsRoute } from "#routes/webhooks/events.ts";
import { listWebhooksRoute } from "#routes/webhooks/list.ts";
import { pingWebhookRoute } from "#routes/webhooks/ping.ts";
import { removeWebhookRoute } from "#routes/webhooks/remove.ts";
import { resendDeliveryRoute } from "#routes/webhooks/resend.ts";

/** All routes of the API. The operators' board is a separate app. */
export const routes: readonly Route[] = [
  showHome,
  showDocs,
  showErrors,
  showDocument,
  createSignup,
  createSession,
  showSession,
  deleteSession,
  listSessionsRoute,
  endSessionRoute,
  changePassword,
  listMembersRoute,
  changeRoleRoute,
  removeMemberRoute,
  createInvitationRoute,
  listInvitationsRoute,
  acceptInvitationRoute,
  revokeInvitationRoute,
  listKeysRoute,
  createKeyRoute,
  rollKeyRoute,
  revokeKeyRoute,
  reportLeakRoute,
  reportScannedLeaks,
  searchRoute,
  listProvidersRoute,
  chooseProvidersRoute,
  lookupRoute,
  revealRoute,
  verifyRoute,
  enrichRoute,
  previewJobRoute,
  createJobRoute,
  listJobsRoute,
  showJob,
  deleteJobRoute,
  showResults,
  showRowRoute,
  watchJob,
  pauseJobRoute,
  resumeJobRoute,
  cancelJobRoute,
  rerunJobRoute,
  listWebhooksRoute,
  createWebhook,
  removeWebhookRoute,
  pingWebhookRoute,
  enableWebhookRoute,
  listDeliveriesRoute,
  resendDeliveryRoute,
  listEventsRoute,
  reportBounceRoute,
  listBouncesRoute,
  listSuppressionsRoute,
  addSuppressionsRoute,
  removeSuppressionRoute,
  showUsage,
  showCredits,
  listEntries,
  showEntryRoute,
  showAudit,
  showLiveness,
  showReadiness,
  showMetrics,
  listEgresses,
  showDoctor,
  createGrant,
  createContacts,
  importDirectory,
  exportDirectory,
  createErasure,
  addServerSuppressions,
  listServerSuppressions,
  removeServerSuppression,
  listMailProvidersRoute,
  pauseMailProviderRoute,
  resumeMailProviderRoute,
  inviteOrganization,
  createReclassification,
  showReclassificationRoute,
  showCalibration,
  createPurchase,
];
