"""Service calendars: collection rounds, their days, their year."""
