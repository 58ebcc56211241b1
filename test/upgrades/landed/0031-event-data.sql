alter table events
      -- As in the body of its callback. null: a page of rows, which the results hold, or recorded before this column was.
      add column data jsonb;
