-- A task that is offered to hundreds of groups did not fit into the index by group (2,704 bytes an entry), and so could not begin.
-- That index is for tasks that are offered to one group; those that are offered to several have one of their own.
DROP INDEX "work_item_open_by_group";
CREATE INDEX "work_item_open_by_group" ON "work_item"("candidate_groups", "sort_at", "id")
    WHERE "state" = 'open' AND cardinality("candidate_groups") = 1;
