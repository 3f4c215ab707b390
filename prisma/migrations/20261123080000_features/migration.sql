-- Tables of the features; see schema/features.prisma. What Prisma's schema cannot say stands at the end.

-- CreateTable
CREATE TABLE "region" (
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "parent_code" TEXT,

    CONSTRAINT "region_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "office" (
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "short_name" TEXT NOT NULL,
    "region_code" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "nature" TEXT NOT NULL,
    "uscc" TEXT NOT NULL,

    CONSTRAINT "office_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "account" (
    "id" UUID NOT NULL,
    "username" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "locale" TEXT NOT NULL DEFAULT 'zh-CN',
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "person_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account_grant" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "office_key" TEXT,

    CONSTRAINT "account_grant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "token_hash" BYTEA NOT NULL,
    "account_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "attempt_throttle" (
    "key" TEXT NOT NULL,
    "failures" INTEGER NOT NULL,
    "first_failed_at" TIMESTAMPTZ(3) NOT NULL,
    "blocked_until" TIMESTAMPTZ(3),

    CONSTRAINT "attempt_throttle_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "person" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "id_type" TEXT NOT NULL DEFAULT '111',
    "id_number_sealed" BYTEA NOT NULL,
    "id_number_hash" BYTEA NOT NULL,
    "mobile_sealed" BYTEA,
    "address" TEXT,
    "region_code" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "enterprise" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "uscc" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "legal_name" TEXT NOT NULL,
    "address" TEXT,
    "region_code" TEXT,

    CONSTRAINT "enterprise_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person_enterprise" (
    "person_id" UUID NOT NULL,
    "enterprise_id" UUID NOT NULL,
    "relation" TEXT NOT NULL,

    CONSTRAINT "person_enterprise_pkey" PRIMARY KEY ("person_id","enterprise_id")
);

-- CreateTable
CREATE TABLE "held_licence" (
    "id" UUID NOT NULL,
    "type_name" TEXT NOT NULL,
    "number" TEXT,
    "identifier" TEXT,
    "holder_name" TEXT NOT NULL,
    "holder_person_id" UUID,
    "holder_enterprise_id" UUID,
    "issuer_name" TEXT NOT NULL,
    "valid_from" TEXT NOT NULL,
    "valid_to" TEXT,
    "status" TEXT NOT NULL DEFAULT 'valid',
    "fields" JSONB NOT NULL DEFAULT '{}',
    "case_id" UUID,
    "document_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "held_licence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "matter" (
    "id" TEXT NOT NULL,
    "office_key" TEXT NOT NULL,
    "region_code" TEXT NOT NULL,
    "current_number" INTEGER,
    "handled_online" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "matter_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "matter_version" (
    "id" UUID NOT NULL,
    "matter_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "process_id" TEXT,
    "form_id" TEXT,
    "published_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "matter_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "calendar_version" (
    "id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "years" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "calendar_version_pkey" PRIMARY KEY ("id","version")
);

-- CreateTable
CREATE TABLE "cases" (
    "id" UUID NOT NULL,
    "case_number" TEXT,
    "query_code" TEXT,
    "matter_id" TEXT NOT NULL,
    "matter_version_id" UUID NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'draft',
    "stage" TEXT,
    "channel" TEXT NOT NULL DEFAULT 'online',
    "office_key" TEXT NOT NULL,
    "window_office_key" TEXT NOT NULL,
    "region_code" TEXT NOT NULL,
    "applicant_person_id" UUID NOT NULL,
    "enterprise_id" UUID,
    "applicant_name" TEXT NOT NULL,
    "via_agent" BOOLEAN NOT NULL DEFAULT false,
    "created_by_id" UUID NOT NULL,
    "answers" JSONB NOT NULL DEFAULT '{}',
    "form" JSONB NOT NULL DEFAULT '{}',
    "form_version" INTEGER,
    "process_instance_id" TEXT,
    "correction_used" BOOLEAN NOT NULL DEFAULT false,
    "submit_key" TEXT,
    "holder_role" TEXT,
    "holder_name" TEXT,
    "holder_office_key" TEXT,
    "holder_since" TIMESTAMPTZ(3),
    "due_sort_at" TIMESTAMPTZ(3) NOT NULL DEFAULT '9999-12-31 00:00:00+00'::timestamptz,
    "submitted_at" TIMESTAMPTZ(3),
    "received_at" TIMESTAMPTZ(3),
    "accepted_at" TIMESTAMPTZ(3),
    "decided_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "cases_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "case_form" (
    "case_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "form_id" TEXT NOT NULL,
    "form_version" INTEGER NOT NULL,
    "data" JSONB NOT NULL,
    "submitted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "case_form_pkey" PRIMARY KEY ("case_id","revision")
);

-- CreateTable
CREATE TABLE "case_stage" (
    "case_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "case_stage_pkey" PRIMARY KEY ("case_id","key")
);

-- CreateTable
CREATE TABLE "case_material" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "necessity" TEXT NOT NULL,
    "how" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "licence_id" UUID,
    "due_at" TIMESTAMPTZ(3),
    "correction_reason" TEXT,

    CONSTRAINT "case_material_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "material_file" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "material_id" UUID NOT NULL,
    "sha256" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "mime_type" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "captured_by" TEXT NOT NULL,
    "uploaded_by_id" UUID NOT NULL,
    "uploaded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "material_file_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stored_file" (
    "sha256" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "mime_type" TEXT NOT NULL,
    "width" INTEGER,
    "height" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stored_file_pkey" PRIMARY KEY ("sha256")
);

-- CreateTable
CREATE TABLE "case_document" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "facts" JSONB NOT NULL,
    "sha256" TEXT,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "case_document_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "number_series" (
    "key" TEXT NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "number_series_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "correction_notice" (
    "case_id" UUID NOT NULL,
    "document_id" UUID,
    "number" TEXT NOT NULL,
    "reasons" JSONB NOT NULL,
    "issued_by_id" UUID,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,
    "deadline_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_at" TIMESTAMPTZ(3),
    "lapsed_at" TIMESTAMPTZ(3),

    CONSTRAINT "correction_notice_pkey" PRIMARY KEY ("case_id")
);

-- CreateTable
CREATE TABLE "case_decision" (
    "case_id" UUID NOT NULL,
    "outcome" TEXT NOT NULL,
    "reason" TEXT,
    "remedies" JSONB,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,
    "document_id" UUID,

    CONSTRAINT "case_decision_pkey" PRIMARY KEY ("case_id")
);

-- CreateTable
CREATE TABLE "opinion" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "work_item_id" TEXT NOT NULL,
    "node" TEXT NOT NULL,
    "outcome" TEXT,
    "text" TEXT,
    "data" JSONB NOT NULL,
    "author_id" UUID NOT NULL,
    "author_name" TEXT NOT NULL,
    "written_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "opinion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "case_clock" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "work_item_id" TEXT,
    "budget_days" INTEGER NOT NULL,
    "extension_days" INTEGER NOT NULL DEFAULT 0,
    "calendar_id" TEXT NOT NULL,
    "calendar_version" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "stopped_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3),

    CONSTRAINT "case_clock_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "clock_segment" (
    "clock_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "to_at" TIMESTAMPTZ(3),
    "days" INTEGER,
    "reason" TEXT,
    "document_number" TEXT,
    "by_account_id" UUID,

    CONSTRAINT "clock_segment_pkey" PRIMARY KEY ("clock_id","position")
);

-- CreateTable
CREATE TABLE "work_item" (
    "id" TEXT NOT NULL,
    "case_id" UUID NOT NULL,
    "process_instance_id" TEXT NOT NULL,
    "element_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "node" TEXT,
    "role" TEXT,
    "office_key" TEXT,
    "candidate_groups" TEXT[],
    "is_fallback" BOOLEAN NOT NULL DEFAULT false,
    "form_id" TEXT,
    "properties" JSONB NOT NULL DEFAULT '{}',
    "state" TEXT NOT NULL DEFAULT 'open',
    "assignee_id" UUID,
    "assignee_name" TEXT,
    "claimed_at" TIMESTAMPTZ(3),
    "completed_by_id" UUID,
    "due_at" TIMESTAMPTZ(3),
    "sort_at" TIMESTAMPTZ(3) NOT NULL DEFAULT '9999-12-31 00:00:00+00'::timestamptz,
    "draft" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "work_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "task_photo" (
    "id" UUID NOT NULL,
    "work_item_id" TEXT NOT NULL,
    "case_id" UUID NOT NULL,
    "sha256" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "mime_type" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "place" TEXT,
    "taken_by_id" UUID NOT NULL,
    "taken_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "task_photo_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "hall" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "region_code" TEXT NOT NULL,
    "office_key" TEXT NOT NULL,
    "address" TEXT NOT NULL,

    CONSTRAINT "hall_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "hall_window" (
    "id" TEXT NOT NULL,
    "hall_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "clerk_id" UUID,
    "state" TEXT NOT NULL DEFAULT 'open',

    CONSTRAINT "hall_window_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "device" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "hall_id" TEXT NOT NULL,
    "window_id" TEXT,
    "state" TEXT NOT NULL DEFAULT 'init',
    "last_seen_at" TIMESTAMPTZ(3),
    "alerts" JSONB NOT NULL DEFAULT '[]',
    "settings" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "device_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "booking" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "matter_id" TEXT NOT NULL,
    "hall_id" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "date" TEXT NOT NULL,
    "slot" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'booked',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "cancelled_at" TIMESTAMPTZ(3),

    CONSTRAINT "booking_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ticket" (
    "id" UUID NOT NULL,
    "hall_id" TEXT NOT NULL,
    "date" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'issued',
    "case_id" UUID,
    "booking_id" UUID,
    "window_id" TEXT,
    "clerk_id" UUID,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,
    "called_at" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "job_id" TEXT,

    CONSTRAINT "ticket_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery" (
    "case_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "receiver" TEXT,
    "address" TEXT,
    "phone_sealed" BYTEA,
    "state" TEXT NOT NULL DEFAULT 'chosen',
    "cabinet_id" TEXT,
    "slot" TEXT,
    "pickup_code" TEXT,
    "waybill" TEXT,
    "chosen_at" TIMESTAMPTZ(3) NOT NULL,
    "deposited_at" TIMESTAMPTZ(3),
    "delivered_at" TIMESTAMPTZ(3),

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("case_id")
);

-- CreateTable
CREATE TABLE "bill" (
    "case_id" UUID NOT NULL,
    "items" JSONB NOT NULL,
    "total_fen" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "receipt_no" TEXT,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,
    "paid_at" TIMESTAMPTZ(3),

    CONSTRAINT "bill_pkey" PRIMARY KEY ("case_id")
);

-- CreateTable
CREATE TABLE "evaluation" (
    "case_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "grade" INTEGER NOT NULL,
    "tags" TEXT[],
    "text" TEXT,
    "is_anonymous" BOOLEAN NOT NULL DEFAULT false,
    "rated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "evaluation_pkey" PRIMARY KEY ("case_id")
);

-- CreateTable
CREATE TABLE "case_event" (
    "id" BIGSERIAL NOT NULL,
    "case_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "title_en" TEXT NOT NULL,
    "by_name" TEXT,
    "by_id" UUID,
    "detail" TEXT,
    "document_id" UUID,
    "audience" TEXT NOT NULL DEFAULT 'everyone',

    CONSTRAINT "case_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "access_log" (
    "chain" INTEGER NOT NULL,
    "seq" BIGINT NOT NULL DEFAULT 0,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "account_id" UUID,
    "actor_name" TEXT NOT NULL,
    "actor_groups" TEXT[],
    "action" TEXT NOT NULL,
    "resource" TEXT NOT NULL,
    "resource_id" TEXT,
    "case_id" UUID,
    "person_id" UUID,
    "fields" TEXT[],
    "purpose" TEXT NOT NULL,
    "request_id" TEXT,
    "is_allowed" BOOLEAN NOT NULL DEFAULT true,
    "previous" BYTEA NOT NULL DEFAULT ''::bytea,
    "hash" BYTEA NOT NULL DEFAULT ''::bytea,

    CONSTRAINT "access_log_pkey" PRIMARY KEY ("chain","seq")
);

-- CreateTable
CREATE TABLE "platform_setting" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "platform_setting_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "office_uscc_key" ON "office"("uscc");

-- CreateIndex
CREATE UNIQUE INDEX "account_username_key" ON "account"("username");

-- CreateIndex
CREATE UNIQUE INDEX "account_person_id_key" ON "account"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "account_grant_account_id_role_office_key_key" ON "account_grant"("account_id", "role", "office_key") NULLS NOT DISTINCT;

-- CreateIndex
CREATE INDEX "session_account_id_idx" ON "session"("account_id");

-- CreateIndex
CREATE INDEX "session_expires_at_idx" ON "session"("expires_at");

-- CreateIndex
CREATE INDEX "attempt_throttle_first_failed_at_idx" ON "attempt_throttle"("first_failed_at");

-- CreateIndex
CREATE UNIQUE INDEX "person_id_number_hash_key" ON "person"("id_number_hash");

-- CreateIndex
CREATE UNIQUE INDEX "enterprise_uscc_key" ON "enterprise"("uscc");

-- CreateIndex
CREATE INDEX "person_enterprise_enterprise_id_idx" ON "person_enterprise"("enterprise_id");

-- CreateIndex
CREATE UNIQUE INDEX "held_licence_identifier_key" ON "held_licence"("identifier");

-- CreateIndex
CREATE INDEX "held_licence_holder_person_id_type_name_idx" ON "held_licence"("holder_person_id", "type_name");

-- CreateIndex
CREATE INDEX "held_licence_holder_enterprise_id_type_name_idx" ON "held_licence"("holder_enterprise_id", "type_name");

-- CreateIndex
CREATE INDEX "held_licence_case_id_idx" ON "held_licence"("case_id");

-- CreateIndex
CREATE UNIQUE INDEX "matter_version_matter_id_number_key" ON "matter_version"("matter_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "cases_case_number_key" ON "cases"("case_number");

-- CreateIndex
CREATE UNIQUE INDEX "cases_process_instance_id_key" ON "cases"("process_instance_id");

-- CreateIndex
CREATE INDEX "cases_applicant_person_id_created_at_id_idx" ON "cases"("applicant_person_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "cases_office_key_due_sort_at_id_idx" ON "cases"("office_key", "due_sort_at", "id");

-- CreateIndex
CREATE INDEX "cases_window_office_key_due_sort_at_id_idx" ON "cases"("window_office_key", "due_sort_at", "id");

-- CreateIndex
CREATE INDEX "cases_region_code_due_sort_at_id_idx" ON "cases"("region_code", "due_sort_at", "id");

-- CreateIndex
CREATE INDEX "cases_matter_version_id_idx" ON "cases"("matter_version_id");

-- CreateIndex
CREATE UNIQUE INDEX "case_material_case_id_code_key" ON "case_material"("case_id", "code");

-- CreateIndex
CREATE INDEX "material_file_case_id_idx" ON "material_file"("case_id");

-- CreateIndex
CREATE INDEX "material_file_material_id_idx" ON "material_file"("material_id");

-- CreateIndex
CREATE INDEX "material_file_sha256_idx" ON "material_file"("sha256");

-- CreateIndex
CREATE UNIQUE INDEX "case_document_number_key" ON "case_document"("number");

-- CreateIndex
CREATE INDEX "case_document_case_id_issued_at_idx" ON "case_document"("case_id", "issued_at");

-- CreateIndex
CREATE INDEX "case_document_sha256_idx" ON "case_document"("sha256");

-- CreateIndex
CREATE INDEX "opinion_case_id_written_at_idx" ON "opinion"("case_id", "written_at");

-- CreateIndex
CREATE INDEX "opinion_case_id_node_idx" ON "opinion"("case_id", "node");

-- CreateIndex
CREATE INDEX "case_clock_case_id_started_at_idx" ON "case_clock"("case_id", "started_at");

-- CreateIndex
CREATE INDEX "case_clock_work_item_id_idx" ON "case_clock"("work_item_id");

-- CreateIndex
CREATE INDEX "case_clock_stopped_at_due_at_idx" ON "case_clock"("stopped_at", "due_at");

-- CreateIndex
CREATE INDEX "work_item_office_key_state_sort_at_id_idx" ON "work_item"("office_key", "state", "sort_at", "id");

-- CreateIndex
CREATE INDEX "work_item_assignee_id_state_sort_at_id_idx" ON "work_item"("assignee_id", "state", "sort_at", "id");

-- CreateIndex
CREATE INDEX "work_item_case_id_created_at_idx" ON "work_item"("case_id", "created_at");

-- CreateIndex
CREATE INDEX "task_photo_work_item_id_idx" ON "task_photo"("work_item_id");

-- CreateIndex
CREATE INDEX "task_photo_case_id_idx" ON "task_photo"("case_id");

-- CreateIndex
CREATE INDEX "task_photo_sha256_idx" ON "task_photo"("sha256");

-- CreateIndex
CREATE INDEX "hall_window_clerk_id_idx" ON "hall_window"("clerk_id");

-- CreateIndex
CREATE INDEX "device_window_id_idx" ON "device"("window_id");

-- CreateIndex
CREATE UNIQUE INDEX "booking_code_key" ON "booking"("code");

-- CreateIndex
CREATE INDEX "booking_hall_id_matter_id_date_slot_idx" ON "booking"("hall_id", "matter_id", "date", "slot");

-- CreateIndex
CREATE INDEX "booking_case_id_idx" ON "booking"("case_id");

-- CreateIndex
CREATE UNIQUE INDEX "ticket_job_id_key" ON "ticket"("job_id");

-- CreateIndex
CREATE INDEX "ticket_hall_id_state_issued_at_idx" ON "ticket"("hall_id", "state", "issued_at");

-- CreateIndex
CREATE INDEX "ticket_case_id_idx" ON "ticket"("case_id");

-- CreateIndex
CREATE UNIQUE INDEX "ticket_hall_id_date_number_key" ON "ticket"("hall_id", "date", "number");

-- CreateIndex
CREATE INDEX "delivery_pickup_code_idx" ON "delivery"("pickup_code");

-- CreateIndex
CREATE INDEX "case_event_case_id_at_id_idx" ON "case_event"("case_id", "at", "id");

-- CreateIndex
CREATE INDEX "access_log_person_id_at_idx" ON "access_log"("person_id", "at" DESC);

-- CreateIndex
CREATE INDEX "access_log_case_id_at_idx" ON "access_log"("case_id", "at" DESC);

-- AddForeignKey
ALTER TABLE "region" ADD CONSTRAINT "region_parent_code_fkey" FOREIGN KEY ("parent_code") REFERENCES "region"("code") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "office" ADD CONSTRAINT "office_region_code_fkey" FOREIGN KEY ("region_code") REFERENCES "region"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account_grant" ADD CONSTRAINT "account_grant_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account_grant" ADD CONSTRAINT "account_grant_office_key_fkey" FOREIGN KEY ("office_key") REFERENCES "office"("key") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person_enterprise" ADD CONSTRAINT "person_enterprise_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person_enterprise" ADD CONSTRAINT "person_enterprise_enterprise_id_fkey" FOREIGN KEY ("enterprise_id") REFERENCES "enterprise"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "held_licence" ADD CONSTRAINT "held_licence_holder_person_id_fkey" FOREIGN KEY ("holder_person_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "held_licence" ADD CONSTRAINT "held_licence_holder_enterprise_id_fkey" FOREIGN KEY ("holder_enterprise_id") REFERENCES "enterprise"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "matter" ADD CONSTRAINT "matter_office_key_fkey" FOREIGN KEY ("office_key") REFERENCES "office"("key") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "matter_version" ADD CONSTRAINT "matter_version_matter_id_fkey" FOREIGN KEY ("matter_id") REFERENCES "matter"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cases" ADD CONSTRAINT "cases_matter_id_fkey" FOREIGN KEY ("matter_id") REFERENCES "matter"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cases" ADD CONSTRAINT "cases_matter_version_id_fkey" FOREIGN KEY ("matter_version_id") REFERENCES "matter_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cases" ADD CONSTRAINT "cases_applicant_person_id_fkey" FOREIGN KEY ("applicant_person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cases" ADD CONSTRAINT "cases_enterprise_id_fkey" FOREIGN KEY ("enterprise_id") REFERENCES "enterprise"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_form" ADD CONSTRAINT "case_form_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "cases"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_stage" ADD CONSTRAINT "case_stage_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "cases"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_material" ADD CONSTRAINT "case_material_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "cases"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "material_file" ADD CONSTRAINT "material_file_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "cases"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "material_file" ADD CONSTRAINT "material_file_material_id_fkey" FOREIGN KEY ("material_id") REFERENCES "case_material"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "material_file" ADD CONSTRAINT "material_file_sha256_fkey" FOREIGN KEY ("sha256") REFERENCES "stored_file"("sha256") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_document" ADD CONSTRAINT "case_document_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "cases"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_document" ADD CONSTRAINT "case_document_sha256_fkey" FOREIGN KEY ("sha256") REFERENCES "stored_file"("sha256") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "correction_notice" ADD CONSTRAINT "correction_notice_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "cases"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_decision" ADD CONSTRAINT "case_decision_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "cases"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "opinion" ADD CONSTRAINT "opinion_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "cases"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_clock" ADD CONSTRAINT "case_clock_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "cases"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "clock_segment" ADD CONSTRAINT "clock_segment_clock_id_fkey" FOREIGN KEY ("clock_id") REFERENCES "case_clock"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "work_item" ADD CONSTRAINT "work_item_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "cases"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task_photo" ADD CONSTRAINT "task_photo_work_item_id_fkey" FOREIGN KEY ("work_item_id") REFERENCES "work_item"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task_photo" ADD CONSTRAINT "task_photo_sha256_fkey" FOREIGN KEY ("sha256") REFERENCES "stored_file"("sha256") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hall" ADD CONSTRAINT "hall_region_code_fkey" FOREIGN KEY ("region_code") REFERENCES "region"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hall_window" ADD CONSTRAINT "hall_window_hall_id_fkey" FOREIGN KEY ("hall_id") REFERENCES "hall"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hall_window" ADD CONSTRAINT "hall_window_clerk_id_fkey" FOREIGN KEY ("clerk_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "device" ADD CONSTRAINT "device_hall_id_fkey" FOREIGN KEY ("hall_id") REFERENCES "hall"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "device" ADD CONSTRAINT "device_window_id_fkey" FOREIGN KEY ("window_id") REFERENCES "hall_window"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "booking" ADD CONSTRAINT "booking_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "cases"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "booking" ADD CONSTRAINT "booking_hall_id_fkey" FOREIGN KEY ("hall_id") REFERENCES "hall"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_hall_id_fkey" FOREIGN KEY ("hall_id") REFERENCES "hall"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_window_id_fkey" FOREIGN KEY ("window_id") REFERENCES "hall_window"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "cases"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "cases"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bill" ADD CONSTRAINT "bill_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "cases"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evaluation" ADD CONSTRAINT "evaluation_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "cases"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_event" ADD CONSTRAINT "case_event_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "cases"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Values that nothing may write, whoever writes.
ALTER TABLE "evaluation" ADD CONSTRAINT "evaluation_grade" CHECK ("grade" BETWEEN 1 AND 5);
ALTER TABLE "case_clock" ADD CONSTRAINT "case_clock_budget" CHECK ("budget_days" BETWEEN 0 AND 1000 AND "extension_days" BETWEEN 0 AND 1000);
ALTER TABLE "clock_segment" ADD CONSTRAINT "clock_segment_kind" CHECK ("kind" IN ('run', 'pause', 'extension'));
ALTER TABLE "work_item" ADD CONSTRAINT "work_item_state" CHECK ("state" IN ('open', 'completed', 'canceled'));
ALTER TABLE "bill" ADD CONSTRAINT "bill_total" CHECK ("total_fen" >= 0);
ALTER TABLE "held_licence" ADD CONSTRAINT "held_licence_holder" CHECK (("holder_person_id" IS NULL) <> ("holder_enterprise_id" IS NULL));

-- A person's slot: one live booking of a case.
CREATE UNIQUE INDEX "booking_live_case" ON "booking"("case_id") WHERE "state" IN ('booked', 'arrived');

-- The access log is a chain: each row carries the hash of the row before it and its own hash over both.
CREATE TABLE "access_log_head" (
    "chain" INTEGER NOT NULL,
    "seq" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,
    CONSTRAINT "access_log_head_pkey" PRIMARY KEY ("chain")
);
INSERT INTO "access_log_head" SELECT chain, 0, ''::bytea FROM generate_series(0, 15) AS chain;

-- What a row's hash covers: the hash before it and all of its own facts, in this order.
CREATE FUNCTION access_log_digest(entry "access_log") RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT sha256(entry.previous || convert_to(jsonb_build_array(
    entry.chain, entry.seq, (extract(epoch FROM entry.at) * 1000)::bigint, entry.account_id, entry.actor_name,
    entry.actor_groups, entry.action, entry.resource, entry.resource_id, entry.case_id, entry.person_id,
    entry.fields, entry.purpose, entry.request_id, entry.is_allowed)::text, 'UTF8'))
$$;

CREATE FUNCTION access_log_append() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  head "access_log_head";
BEGIN
  SELECT * INTO STRICT head FROM "access_log_head" WHERE chain = NEW.chain FOR UPDATE;
  NEW.seq := head.seq + 1;
  NEW.previous := head.hash;
  NEW.hash := access_log_digest(NEW);
  UPDATE "access_log_head" SET seq = NEW.seq, hash = NEW.hash WHERE chain = NEW.chain;
  RETURN NEW;
END
$$;
CREATE TRIGGER "access_log_append" BEFORE INSERT ON "access_log"
  FOR EACH ROW EXECUTE FUNCTION access_log_append();

CREATE FUNCTION access_log_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'access_log is append-only';
END
$$;
CREATE TRIGGER "access_log_refuse_change" BEFORE UPDATE OR DELETE ON "access_log"
  FOR EACH ROW EXECUTE FUNCTION access_log_refuse();
CREATE TRIGGER "access_log_refuse_truncate" BEFORE TRUNCATE ON "access_log"
  FOR EACH STATEMENT EXECUTE FUNCTION access_log_refuse();

-- The first row of each chain that does not fit: changed, missing or out of place. None: the log is whole.
CREATE FUNCTION access_log_breaks() RETURNS TABLE (chain integer, seq bigint) LANGUAGE sql STABLE AS $$
  SELECT found.chain, min(found.seq) FROM (
    SELECT entry.chain, entry.seq,
      entry.hash = access_log_digest(entry)
        AND entry.previous = coalesce(lag(entry.hash) OVER chained, ''::bytea)
        AND entry.seq = coalesce(lag(entry.seq) OVER chained, 0) + 1 AS fits
    FROM "access_log" AS entry WINDOW chained AS (PARTITION BY entry.chain ORDER BY entry.seq)
    UNION ALL
    SELECT head.chain, head.seq, head.hash = coalesce(
      (SELECT last.hash FROM "access_log" AS last WHERE last.chain = head.chain ORDER BY last.seq DESC LIMIT 1), ''::bytea)
    FROM "access_log_head" AS head
  ) AS found WHERE NOT found.fits GROUP BY found.chain
$$;
