-- Most instances have no parent and many no business key: who has none is not looked for by it, so is not indexed by it. An index
-- less is written at the start and again at the end of every instance.
DROP INDEX "process_instance_business_key_idx";
DROP INDEX "process_instance_parent_id_idx";
CREATE INDEX "process_instance_business_key" ON "process_instance"("business_key") WHERE "business_key" IS NOT NULL;
CREATE INDEX "process_instance_parent_id" ON "process_instance"("parent_id") WHERE "parent_id" IS NOT NULL;
