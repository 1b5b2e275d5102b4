# make run     the installer in a virtual machine: its wizard in this terminal
# make test    every test that a change has to pass
# Both install what they lack, and say what.

SHELL := /bin/bash
.ONESHELL:
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
export PATH := $(CURDIR)/node_modules/.bin:$(PATH)

MODULES := node_modules/.package-lock.json

.PHONY: help setup iso run test test-all check bench docs clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

setup: ## Debian packages, npm packages and the pinned Node
	@iso/setup.sh
	@$(MAKE) --no-print-directory $(MODULES)

$(MODULES): package.json package-lock.json
	@command -v npm >/dev/null || iso/setup.sh
	echo "Installing npm packages and the pinned Node ..."
	npm ci --no-audit --no-fund --loglevel=error
	touch $@

iso: setup ## build/cos-installer.iso  (PAYLOAD=DIR, ANSWERS=DIR, BZIMAGE=DIR, MIRROR=URL)
	@iso/build.sh

run: iso ## a virtual machine with an empty disk, its wizard in this terminal
	@node test/vm/run.ts

check: setup ## format, lint, types, shell scripts
	@npm run --silent lint
	npm run --silent types
	shellcheck -x $$(git grep -lE "^#!.*(bash|sh)$$" -- iso test .ci)

test: setup check ## everything: units, commands, virtual machines
	@test/run.sh short

test-all: setup check ## the same with every combination of firmware, medium and disk
	@test/run.sh all

bench: setup ## start and memory, 200 disks, writing, unpacking, the virtual IP: each beside its reference
	@node bench/start.ts
	@node bench/probe.ts
	node bench/disk-image.ts
	node bench/write.ts
	node bench/virtual-ip.ts

docs: $(MODULES) ## answer file and error references, JSON Schema, screens of the guide: from the code
	@npm run --silent docs

clean: ## what was built
	@rm -rf build dist
