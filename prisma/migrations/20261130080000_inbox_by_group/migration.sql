-- The inbox is read by the groups that a task is offered to, and nearly every task is offered to one: a page is the beginning of a
-- range of this index for each group of the viewer, however many tasks the other offices have. Nothing reads it by office.
CREATE INDEX "work_item_open_by_group" ON "work_item"("candidate_groups", "sort_at", "id") WHERE "state" = 'open';
DROP INDEX "work_item_office_key_state_sort_at_id_idx";
-- The few that are offered to several groups, or to none.
CREATE INDEX "work_item_open_by_groups" ON "work_item" USING gin ("candidate_groups")
    WHERE "state" = 'open' AND cardinality("candidate_groups") <> 1;
