-- Fails a statement that would change an instance which another step has changed meanwhile, and with it the transaction: the commit
-- is already under way behind it, so that nobody on the other side could keep it back.
CREATE FUNCTION "lost_race"() RETURNS integer LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  RAISE EXCEPTION 'an instance has another revision' USING ERRCODE = 'serialization_failure';
END
$$;
