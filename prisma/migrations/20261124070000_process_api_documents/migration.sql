-- Values that every process may read in FEEL: camunda.vars.cluster.NAME.
CREATE TABLE "cluster_variable" (
    "name" TEXT NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "cluster_variable_pkey" PRIMARY KEY ("name")
);

-- Files that other systems keep with the platform; the content is a stored file, found by its hash.
CREATE TABLE "api_document" (
    "id" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "file_name" TEXT NOT NULL,
    "content_type" TEXT NOT NULL,
    "custom" JSONB NOT NULL,
    "process_id" TEXT,
    "process_instance_id" BIGINT,
    "client" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "api_document_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "api_document_sha256_idx" ON "api_document"("sha256");

CREATE INDEX "api_document_expires_at_idx" ON "api_document"("expires_at");

ALTER TABLE "api_document" ADD CONSTRAINT "api_document_sha256_fkey" FOREIGN KEY ("sha256") REFERENCES "stored_file"("sha256") ON DELETE RESTRICT ON UPDATE CASCADE;
