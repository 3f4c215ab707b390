-- An element instance by its id alone, as `/v2/element-instances/{key}` asks: ids come in the order of time and so do rows, so a summary
-- of each stretch of pages is enough and costs next to nothing, where an index of rows would be a third more to write. Several
-- intervals a stretch, because a row that ends late has moved among younger ones.
CREATE INDEX "element_instance_id_idx" ON "element_instance" USING brin ("id" int8_minmax_multi_ops)
  WITH (pages_per_range = 32, autosummarize = on);
