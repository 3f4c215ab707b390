-- The version of a form is bound when a task is created. Tasks from before keep none and go on to show the latest.
ALTER TABLE "user_task" ADD COLUMN "form_version" INTEGER;
ALTER TABLE "work_item" ADD COLUMN "form_version" INTEGER;
