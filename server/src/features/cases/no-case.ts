/** Whether an instance belongs to a case, in SQL: a case is ended, kept and closed by law, and not by an operator. */

/** A condition on the row `p` of process_instance: a root that belongs to no case. */
export const NO_CASE = `p.parent_id IS NULL AND NOT EXISTS (SELECT FROM cases c WHERE c.id::text = p.business_key)`;
