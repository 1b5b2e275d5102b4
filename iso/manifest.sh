#!/usr/bin/env bash
# manifest.sh COS: prints the manifest of the folder COS (a medium's /cos): version, and for each file
# its bytes and SHA-256; of the /usr image and the extensions the root hash too.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cos=$1

bytes() { stat -c %s "$cos/$1"; }
sha256() { sha256sum "$cos/$1" | cut -d' ' -f1; }

# list FORMATTER NAME...: the formatter's rows as a JSON array.
list() {
  local formatter=$1 name comma=''
  shift
  for name in "$@"; do
    printf '%s\n    ' "$comma"
    "$formatter" "$name"
    comma=,
  done
}

file_row() { printf '{ "name": "%s", "bytes": %s, "sha256": "%s" }' "$1" "$(bytes "$1")" "$(sha256 "$1")"; }

extension_row() {
  printf '{ "name": "%s", "bytes": %s, "sha256": "%s", "root_hash": "%s" }' \
    "$1" "$(bytes "extensions/$1.raw")" "$(sha256 "extensions/$1.raw")" "$(cat "$cos/extensions/$1.roothash")"
}

read -r data_bytes root_hash <"$cache/usr/verity"
mapfile -t files < <(cd "$cos" && find vmlinuz initrd.img usr.img extensions -type f | sort)
mapfile -t extensions < <(cd "$cos/extensions" && find . -name '*.raw' -printf '%f\n' | sed 's/\.raw$//' | sort)

cat <<JSON
{
  "version": "$(version)",
  "usr": { "bytes": $(bytes usr.img), "data_bytes": $data_bytes, "root_hash": "$root_hash" },
  "files": [$(list file_row "${files[@]}")
  ],
  "extensions": [$(list extension_row "${extensions[@]}")
  ]
}
JSON
