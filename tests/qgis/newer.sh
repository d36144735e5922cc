#!/bin/sh
# Open a published project in the QGIS of Debian 13 (3.40), which is laid into a folder of its own.
#
#   tests/qgis/newer.sh maps/bundled/qgis [folder]
#
# Needs root, debootstrap and 2 GB; the folder is laid once and kept. The mirror is that of apt.
set -eu
published=$(realpath "$1")
system=${2:-/var/tmp/cocashift-debian-13}
here=$(dirname "$(realpath "$0")")

command -v debootstrap >/dev/null || { echo "apt-get install debootstrap" >&2; exit 2; }
if [ ! -e "$system/laid" ]; then
    mirror=$(apt-get indextargets --format '$(SITE)' | grep -m1 '/debian/*$')
    debootstrap --variant=minbase --include=python3-qgis,qgis-providers,fonts-dejavu-core \
        trixie "$system" "$mirror"
    touch "$system/laid"
fi
work=$(mktemp -d "$system/tmp/XXXXXX")
trap 'rm -rf "$work"' EXIT
cp -r "$published" "$work/qgis"
cp "$here/open_project.py" "$work/"
chroot "$system" env QT_QPA_PLATFORM=offscreen HOME=/tmp XDG_RUNTIME_DIR=/tmp \
    python3 "/tmp/${work##*/}/open_project.py" "/tmp/${work##*/}/qgis"
[ -z "${PICTURES:-}" ] || cp "$work"/qgis/*.png "$PICTURES"
