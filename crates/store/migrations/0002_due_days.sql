-- The day on which an indicator is due where the list states one of its own; else the programme's holds.
ALTER TABLE target ADD COLUMN due_on TEXT;
