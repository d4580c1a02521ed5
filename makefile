# `make demo` shows what it does, `make test` runs all tests; both install what is missing first.
packages := gcc-arm-none-eabi libnewlib-arm-none-eabi qemu-system-arm gcc clang gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user
sudo := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

.PHONY: demo test bench setup

demo: setup
	npm run --silent build
	node dist/codegen/cli/main.js demo

test: setup
	npm test

# Every model on every core at every level, into docs/performance.md: some ten minutes.
bench: setup
	npm run --silent build
	node dist/scripts/write_benchmarks.js

setup: node_modules/.package-lock.json
	@(for tool in arm-none-eabi-gcc qemu-system-arm clang aarch64-linux-gnu-gcc qemu-aarch64; do command -v $$tool >/dev/null || exit 1; done) && [ -d /usr/lib/arm-none-eabi/newlib ] || \
	  { $(sudo) apt-get update -q && $(sudo) apt-get install -yq --no-install-recommends $(packages); }

node_modules/.package-lock.json: package-lock.json
	npm ci --no-audit --no-fund
