#!/usr/bin/env bash
# Resolve the versions anew. One resolution for everything, so that the four locks never disagree;
# each lock then holds its own part: names, versions and sha256, no address of any registry.
# What is locked stays where it still fits; with --upgrade everything is looked up anew.
set -euo pipefail
cd "$(dirname "$0")/.."

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
python3 -m venv "$scratch/venv"
"$scratch/venv/bin/pip" install --quiet uv

resolve() {
    "$scratch/venv/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-header --no-annotate "$@"
}
extra() {
    python3 -c 'import sys, tomllib
project = tomllib.load(open("pyproject.toml", "rb"))["project"]
print(*project["optional-dependencies"][sys.argv[1]], sep="\n")' "$1" >"$scratch/$1.in"
}

cat requirements/*.lock >"$scratch/all.lock"
resolve pyproject.toml --all-extras --group dev "$@" --output-file "$scratch/all.lock"
resolve pyproject.toml --constraint "$scratch/all.lock" --output-file requirements/core.lock
for part in train postgres pdf; do
    extra "$part"
    resolve "$scratch/$part.in" --constraint "$scratch/all.lock" --output-file "requirements/$part.lock"
done
resolve --group pyproject.toml:dev --constraint "$scratch/all.lock" --output-file requirements/dev.lock
