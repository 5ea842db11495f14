#!/bin/sh
# Writes the lock files from pyproject.toml, without index URLs. Usage: requirements/lock.sh BIN
set -eu
bin=$1
"$bin/pip" install --quiet pip-tools
options="--quiet --strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-annotate --no-header --allow-unsafe"
# shellcheck disable=SC2086
"$bin/pip-compile" $options --output-file requirements/runtime.txt pyproject.toml sdk/pyproject.toml
# shellcheck disable=SC2086
"$bin/pip-compile" $options --extra dev --extra docs --extra load --output-file requirements/dev.txt pyproject.toml sdk/pyproject.toml
