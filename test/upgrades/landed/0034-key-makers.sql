alter table api_keys
      add column created_by text,
      add column rolled_by text;
