#!/usr/bin/env bash
# Lay a Debian beside this system, with the Python that it has, and make the maps there as a newcomer
# does: clone, `make maps`. Needs root and debootstrap.
# Usage: [PACKAGES=gcc,…] debian.sh SUITE FOLDER
set -euo pipefail
suite=$1 root=$(realpath --canonicalize-missing "$2")

if [ ! -e "$root/etc/debian_version" ]; then
  packages=ca-certificates,git,make,python3,python3-venv${PACKAGES:+,$PACKAGES}
  if ! debootstrap --variant=minbase --include="$packages" "$suite" "$root" >"$root.log" 2>&1; then
    tail -5 "$root.log" >&2
    exit 1
  fi
fi
# A proxy's certificate, where this system trusts one.
cp /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"

rm -rf "$root/cocashift"
git clone --quiet . "$root/cocashift"
# In a view of the file system that ends with the run.
unshare --mount bash -euc '
  mount -t proc proc "$0/proc"
  mount --rbind /dev "$0/dev"
  exec chroot "$0" bash -euc "cd /cocashift; python3 --version; make maps"
' "$root"
