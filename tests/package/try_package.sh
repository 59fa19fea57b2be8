#!/usr/bin/env bash
# By hand, as root: makes the .deb of a release build, installs it in an empty Debian 12 and runs the embedded project
# there. Needs debootstrap, dpkg-dev; lintian's opinion is asked where it is installed. Says how long each step took.
#
#   tests/package/try_package.sh [BUILD_FOLDER]
set -euo pipefail
cd "$(dirname "$0")/../.."
build="$(realpath "${1:-build/release}")"
mirror="$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' | head -n 1)"
root="$(mktemp -d)"
trap 'rm -rf --one-file-system "$root"' EXIT
step() { printf '%4ds  %s\n' "$SECONDS" "$*"; }

step "package"
cmake --build "$build" --target trek trek_pages
rm -f "$build"/package/*.deb
(cd "$build" && cpack -G DEB)
package="$(echo "$build"/package/trek_*.deb)"
dpkg-deb --info "$package"
if command -v lintian >/dev/null; then
  step "lintian"
  lintian --fail-on error "$package"
fi

step "empty Debian 12, from $mirror"
debootstrap --variant=minbase bookworm "$root" "$mirror" >/dev/null
cp /etc/resolv.conf "$root/etc/"
for file in /etc/apt/apt.conf /etc/apt/apt.conf.d/*proxy*; do
  if [ -f "$file" ]; then cp "$file" "$root/etc/apt/apt.conf.d/"; fi
done
cp "$package" "$root/tmp/trek.deb"
step "installation, with what it depends on"
chroot "$root" sh -c "apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends /tmp/trek.deb >/dev/null"
step "the main job"
chroot "$root" sh -c "cd /tmp && trek --version && trek doctor && trek init demo --demo twente --progress none && trek run demo/trek.toml -o twente.gpkg --progress none --quiet"
chroot "$root" sh -c "ls -l /tmp/twente.gpkg /usr/share/man/man1/trek-run.1.gz /usr/share/bash-completion/completions/trek /usr/share/qgis/python/plugins/trek_tools/metadata.txt"
step "done"
