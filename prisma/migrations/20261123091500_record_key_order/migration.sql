-- The variables of a scope are a range of keys ("<scope>/..."), read without those of its siblings: that needs the order of
-- bytes, whatever the database's collation is.
ALTER TABLE "instance_record" ALTER COLUMN "key" TYPE TEXT COLLATE "C";
