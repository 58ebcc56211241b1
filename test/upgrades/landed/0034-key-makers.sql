alter table api_keys
      add column created_by text,
      add column rolled_by text,
      -- Of the token before the last roll.
      add column previous_token_known_to text;
