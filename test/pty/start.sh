#!/bin/sh
# The size of the terminal first, then the command; `$PTY_STATE` gets the terminal's name, the command's
# exit status, and whether the terminal's settings are what they were.
stty rows "$PTY_ROWS" cols "$PTY_COLUMNS"
tty >"$PTY_STATE/tty"
before=$(stty -g)
"$@"
echo $? >"$PTY_STATE/status"
[ "$before" = "$(stty -g)" ] && echo yes >"$PTY_STATE/restored"
