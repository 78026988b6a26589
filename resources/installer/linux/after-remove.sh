#!/bin/sh
# Runs as root after the deb or rpm package is gone. Data in home folders stays.
root=${DPKG_ROOT:-}

# An upgrade of an rpm runs this of the old version after the new one is set up, and passes how many are left.
case "$1" in
  remove | purge | 0 | '') ;;
  *) exit 0 ;;
esac

link="$root/usr/bin/stile"
if [ "$(readlink "$link")" = /opt/Stile/resources/resources/bin/stile ]; then
  rm -f "$link"
fi

profile="$root/etc/apparmor.d/stile-desktop"
if [ -f "$profile" ]; then
  if [ -z "$root" ] && apparmor_status --enabled >/dev/null 2>&1; then
    apparmor_parser --remove "$profile" || true
  fi
  rm -f "$profile"
fi

if command -v update-mime-database >/dev/null 2>&1; then
  update-mime-database "$root/usr/share/mime" || true
fi
if command -v update-desktop-database >/dev/null 2>&1; then
  update-desktop-database "$root/usr/share/applications" || true
fi
exit 0
