#!/bin/sh
# A terminal of 80x24, then the command under its own process id, which `$PID_FILE` gets.
stty rows 24 cols 80
echo $$ >"$PID_FILE"
exec "$@"
