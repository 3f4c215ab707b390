-- The key of a variable is its scope's id, changed by a hash of its name (docs/adr/0022-the-key-of-a-variable.md): who knows the
-- hash gets back the scope.
DROP INDEX "instance_record_variable_key_idx";
CREATE INDEX "instance_record_variable_key_idx" ON "instance_record" ((
    split_part("key", '/', 1)::bigint # (hashtextextended(substr("key", position('/' IN "key") + 1), 0) & 9223372036854775807)))
    WHERE "kind" = 'variable';

-- Hashes of the names of all variables whose keys have been told.
CREATE TABLE "told_variable_name" (
    "hash" BIGINT NOT NULL,
    "is_local" BOOLEAN NOT NULL,

    CONSTRAINT "told_variable_name_pkey" PRIMARY KEY ("hash", "is_local")
);
