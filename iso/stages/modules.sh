#!/usr/bin/env bash
# npm packages that the installer needs at run time, without what only developers read.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=../lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
out=$1

cp "$repo/package.json" "$repo/package-lock.json" "$out/"
cd "$out"
npm ci --omit=dev --ignore-scripts --no-audit --no-fund --loglevel=error --cache "$cache/npm"
rm -rf node_modules/@types node_modules/csstype node_modules/.package-lock.json
find "$out/node_modules" -type f \( -name '*.map' -o -name '*.ts' -o -name '*.mts' -o -name '*.cts' \
  -o -iname '*.md' -o -iname '*.markdown' -o -name '*.flow' \) -delete
find "$out/node_modules" -depth -type d \( -name test -o -name tests -o -name __tests__ -o -name docs \
  -o -name example -o -name examples -o -name .github \) -exec rm -rf {} +
find "$out/node_modules" -depth -type d -empty -delete
