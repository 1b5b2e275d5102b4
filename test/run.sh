#!/usr/bin/env bash
# Runs every test and closes with one line: N passed, N failed.
# Usage: test/run.sh short|all     (all: every combination of virtual machines)
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/node_modules/.bin:$PATH"
mkdir -p build
results=build/test-results
rm -rf "$results" && mkdir -p "$results"
status=0

project() { # NAME [ENV=VALUE]
  local name=$1
  shift
  env "$@" npx vitest run --project "$name" --reporter=default --reporter=json --outputFile.json="$results/$name.json" || status=1
}

project fast
iso/build.sh || status=1
if [ "$1" = all ]; then project vm COS_VM_ALL=1; else project vm; fi

node test/count.ts "$results"/*.json || status=1
exit "$status"
